/// The actions that workflows use, each pinned to a commit, with the version that the commit was released as.
enum ActionPin: String, CaseIterable {
  case checkout = "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1"
  case uploadArtifact = "actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f"
  case downloadArtifact = "actions/download-artifact@3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c"
  case githubScript = "actions/github-script@ed597411d8f924073f98dfc5c65a23a2325f34cd"
  case setUpBuildx = "docker/setup-buildx-action@37fe631027851001ddb9b187196cc803df7f5f0e"
  case setUpQEMU = "docker/setup-qemu-action@96fe6ef7f33517b61c61be40b68a1882f3264fb8"

  /// The version of that commit.
  var version: String {
    switch self {
    case .checkout: "v7.0.1"
    case .uploadArtifact: "v7.0.0"
    case .downloadArtifact: "v8.0.1"
    case .githubScript: "v8.0.0"
    case .setUpBuildx: "v4.3.0"
    case .setUpQEMU: "v4.2.0"
    }
  }
}
