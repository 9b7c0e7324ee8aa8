import ExternalTools
import FoundationEssentials

/// The built-in example: two components with images for two platforms and charts tested over three sets of values.
public enum SampleRepository {
  /// The author of the sample's commits.
  static let identity = [
    "GIT_AUTHOR_NAME": "Sample", "GIT_AUTHOR_EMAIL": "sample@example.org", "GIT_COMMITTER_NAME": "Sample",
    "GIT_COMMITTER_EMAIL": "sample@example.org",
  ]

  /// Makes the example in an empty folder: files, a short history and two tags.
  public static func make(in folder: String) async throws {
    try await git(["init", "-q", "-b", "main"], in: folder)
    for (path, text) in files { try write(text, to: "\(folder)/\(path)") }
    try await commit("feat: a broker and its agent", in: folder)
    try await git(["tag", "-a", "v1.0.0", "-m", "Release v1.0.0"], in: folder)
    try write("#!/bin/sh\nexec sleep infinity\n", to: "\(folder)/app/agent")
    try await commit("fix: the agent waits for work", in: folder)
    try await git(["tag", "-a", "v1.0.1", "-m", "Release v1.0.1"], in: folder)
    try write("#!/bin/sh\necho broker ready\nexec sleep infinity\n", to: "\(folder)/app/broker")
    try await commit("feat(broker): say when it is ready", in: folder)
  }

  private static func commit(_ subject: String, in folder: String) async throws {
    try await git(["add", "-A"], in: folder)
    try await git(["commit", "-q", "--no-gpg-sign", "-m", subject], in: folder)
  }

  private static func git(_ arguments: [String], in folder: String) async throws {
    _ = try await Invocation("git", arguments, in: folder, environment: identity).run()
      .checked("The example repository was not made.", remedy: "Look at what git says.")
  }

  private static func write(_ text: String, to path: String) throws {
    let url = URL(filePath: path)
    try FileManager.default.createDirectory(
      atPath: url.deletingLastPathComponent().path(percentEncoded: false), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  /// The files of the example by path.
  static var files: [String: String] {
    var files = [".brokkr-release.yml": configuration]
    for name in ["broker", "agent"] {
      files["app/\(name)"] = "#!/bin/sh\necho \(name)\n"
      files["docker/Dockerfile.\(name)"] = """
        FROM scratch
        ARG VERSION
        LABEL org.example.component="\(name)" org.example.version="$VERSION"
        COPY app/\(name) /app/main
        ENTRYPOINT ["/app/main"]

        """
      let chart = "charts/brokkr-\(name)"
      files["\(chart)/Chart.yaml"] = """
        # The chart of the \(name).
        apiVersion: v2
        name: brokkr-\(name)
        description: The \(name) of the example
        type: application
        version: "1.0.1"
        appVersion: "1.0.1"

        """
      files["\(chart)/values.yaml"] = """
        image:
          repository: registry.example.org/brokkr-\(name)
          tag: ""
        replicas: 1

        """
      for (environment, replicas) in [("production", 3), ("staging", 2), ("development", 1)] {
        files["\(chart)/values/\(environment).yaml"] = "replicas: \(replicas)\n"
      }
      files["\(chart)/templates/deployment.yaml"] = deployment
    }
    return files
  }

  private static let configuration = """
    tag: "v{version}"
    images:
      broker:
        repository: oci-layout:layout/brokkr-broker
        dockerfile: docker/Dockerfile.broker
        platforms: [linux/amd64, linux/arm64]
      agent:
        repository: oci-layout:layout/brokkr-agent
        dockerfile: docker/Dockerfile.agent
        platforms: [linux/amd64, linux/arm64]
    charts:
      brokkr-broker:
        path: charts/brokkr-broker
        repository: oci-layout:layout/charts
        values: [values/production.yaml, values/staging.yaml, values/development.yaml]
      brokkr-agent:
        path: charts/brokkr-agent
        repository: oci-layout:layout/charts
        values: [values/production.yaml, values/staging.yaml, values/development.yaml]
    approve:
      by: none

    """

  private static let deployment = """
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: {{ .Release.Name }}
    spec:
      replicas: {{ .Values.replicas }}
      selector:
        matchLabels:
          app: {{ .Chart.Name }}
      template:
        metadata:
          labels:
            app: {{ .Chart.Name }}
        spec:
          containers:
            - name: main
              image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"

    """
}
