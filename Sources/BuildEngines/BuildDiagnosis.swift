/// What to do about the failures of builds that engines report in words of their own.
enum BuildDiagnosis {
  /// Words of an engine's output, all of which must stand in one line, and what to do then.
  private static let known: [(words: [String], remedy: String)] = [
    (
      ["unshare", "not permitted"],
      "Set BUILDAH_ISOLATION=chroot and STORAGE_DRIVER=vfs: this container may not create namespaces."
    ),
    (
      ["overlay", "not supported"],
      "Set STORAGE_DRIVER=vfs: the file system here cannot hold another overlay."
    ),
    (["mount", "not permitted"], "Set BUILDAH_ISOLATION=chroot and STORAGE_DRIVER=vfs: this container may not mount."),
    (["mounting", "permission denied"], "Set BUILDAH_ISOLATION=chroot and STORAGE_DRIVER=vfs."),
    (
      ["exec format error"],
      "This machine cannot run programs of that platform: build it on one that can, or register qemu with binfmt."
    ),
    (["no space left on device"], "Make room on the disk, then run the same command again."),
    (
      ["OCI exporter is not supported"],
      "Run `docker buildx create --use --driver docker-container`, or set `builder: buildah`."
    ),
    (["no image found", "architecture"], "The base image has no variant for that platform: choose another base."),
    (["no match for platform"], "The base image has no variant for that platform: choose another base."),
    (["Cannot connect to the Docker daemon"], "Start the Docker engine, or set `builder: buildah`."),
    (["toomanyrequests"], "The registry of the base image limits pulls: log in to it, or wait."),
  ]

  /// What to do about a failure; what helps with any where none of the known words stand in the output.
  static func remedy(for output: [String]) -> String {
    let lines = output.map { $0.lowercased() }
    let found = known.first { one in
      lines.contains { line in one.words.allSatisfy { line.contains($0.lowercased()) } }
    }
    return found?.remedy ?? "The lines above are the end of the build's own output."
  }
}
