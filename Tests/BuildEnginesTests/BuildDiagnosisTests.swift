import Testing

@testable import BuildEngines

@Suite struct BuildDiagnosisTests {
  @Test(
    "a known failure names its fix",
    arguments: [
      ("Error during unshare(CLONE_NEWUSER): Operation not permitted", "BUILDAH_ISOLATION=chroot"),
      ("Error: 'overlay' is not supported over overlayfs: backing file system is unsupported", "STORAGE_DRIVER=vfs"),
      ("ERROR: failed to build: OCI exporter is not supported for the docker driver.", "docker-container"),
      ("exec /bin/sh: exec format error", "binfmt"),
      ("write /var/lib/x: no space left on device", "Make room"),
      ("ERROR: Cannot connect to the Docker daemon at unix:///var/run/docker.sock.", "Start the Docker engine"),
      (
        "Error: choosing an image from manifest list docker://x: no image found in manifest list for architecture s390x",
        "base image"
      ),
    ]
  )
  func known(line: String, remedy: String) {
    #expect(BuildDiagnosis.remedy(for: ["STEP 1/2", line, "Error"]).contains(remedy))
  }

  @Test("an unknown failure points at the output, and words of two lines are no failure")
  func unknown() {
    #expect(BuildDiagnosis.remedy(for: ["Error: mount it", "this is not permitted"]).contains("The lines above"))
    #expect(BuildDiagnosis.remedy(for: []).contains("The lines above"))
  }
}
