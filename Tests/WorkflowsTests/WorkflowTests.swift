import Testing
import Yams

@testable import Workflows

@Suite struct WorkflowTests {
  @Test("a matrix has 256 jobs at most, and together they are all cells, each once", arguments: Sample.allCases)
  func sharding(sample: Sample) throws {
    let input = try sample.input()
    for workflow in try ParsedWorkflow.all(sample) {
      for job in workflow.jobs { #expect(job.matrix?.count ?? 1 <= 256, "\(workflow.name) \(job.id)") }
    }
    if !input.charts.isEmpty {
      let helm = try ParsedWorkflow.named("helm_tests.yml", sample).jobs.flatMap { $0.matrix ?? [] }
      let cells = helm.map { "\($0["chart"]?.string ?? "") \($0["case"]?.string ?? "")" }
      #expect(cells == input.charts.flatMap { chart in chart.cells.map { "\(chart.name) \($0.name)" } })
    }
    guard !input.hasComponents else { return }
    for name in ["release.yml", "build-images.yml"] where name == "release.yml" || !input.images.isEmpty {
      let rows = try ParsedWorkflow.named(name, sample).jobs.filter { $0.id.hasPrefix("build") }.flatMap {
        $0.matrix ?? []
      }
      let cells = rows.map { "\($0["image"]?.string ?? "") \($0["platform"]?.string ?? "")" }
      let planned = input.images.flatMap { image in image.platforms.map { "\(image.name) \($0)" } }
      #expect(cells == (planned.isEmpty ? [" "] : planned), "\(name)")
    }
  }

  @Test("with components a run builds what the first job has found, in matrices that are made for it")
  func madeMatrices() throws {
    let release = try ParsedWorkflow.named("release.yml", .manyComponents)
    #expect(
      try release.job("build").node["strategy"]?["matrix"]?["include"]?.string
        == "${{ fromJSON(needs.ledger.outputs.cells_1) }}")
    let images = try ParsedWorkflow.named("build-images.yml", .manyComponents)
    #expect(images.jobs.map(\.id) == ["changes", "build-1", "build-2", "build-3", "build-4", "push"])
  }

  @Test(
    "the same configuration gives the same files, byte for byte", arguments: [Sample.twoOfEach, .components, .many])
  func deterministic(sample: Sample) throws {
    #expect(try WorkflowFiles(sample.input()).files == WorkflowFiles(sample.input()).files)
  }

  @Test("tests and builds read alone, and only what changes names may write", arguments: Sample.allCases)
  func permissions(sample: Sample) throws {
    let input = try sample.input()
    for workflow in try ParsedWorkflow.all(sample) {
      for job in workflow.jobs {
        let expected: Set<String>
        switch (workflow.name, job.id) {
        case ("release.yml", "publish"):
          expected = ["actions: \(input.dispatch.isEmpty ? "read" : "write")", "contents: write", "packages: write"]
        case ("rollback.yml", "apply"):
          // A resumed release has its workflows to start as well.
          expected = ["actions: \(input.dispatch.isEmpty ? "read" : "write")", "contents: write", "packages: write"]
        case ("rollback.yml", "preview"): expected = ["contents: read", "packages: read"]
        case ("release.yml", let id) where id.hasPrefix("approval-"): expected = []
        case ("release.yml", "plan"): expected = ["actions: read", "contents: read", "packages: read"]
        case ("build-images.yml", "push"), ("build-and-test.yml", "images"):
          expected = ["contents: read", "packages: write", "pull-requests: read"]
        case ("cleanup-pr.yml", "prune"): expected = ["contents: read", "packages: write"]
        case ("release.yml", let id) where id.hasPrefix("build") && input.handsOverInRegistry:
          expected = ["contents: read", "packages: write"]
        default: expected = ["contents: read"]
        }
        // Packages are GitHub's own; where nothing is there, no job needs a right on them.
        let isCalled = ["build-images.yml", "build-and-test.yml", "cleanup-pr.yml"].contains(workflow.name)
        let places = input.images.map(\.repository) + (isCalled ? [] : input.charts.map(\.repository))
        let needed = places.contains { $0.host == "ghcr.io" } ? expected : expected.filter { !$0.hasPrefix("packages") }
        #expect(Set(job.permissions.map { "\($0): \($1)" }) == needed, "\(workflow.name) \(job.id)")
      }
    }
  }

  @Test("without branches nothing is started by a push to one, and what is called or started by hand stays")
  func noBranches() throws {
    for name in ["build-images.yml", "main.yml"] {
      let workflow = try ParsedWorkflow.named(name, .noBranches)
      #expect(!workflow.triggers.contains("push"), "\(name)")
    }
    #expect(
      try ParsedWorkflow.named("build-images.yml", .noBranches).triggers == ["workflow_call", "workflow_dispatch"])
  }

  @Test("a registry other than GitHub's is logged in to wherever its tags are read for a release or a rollback")
  func readsForeignRegistry() throws {
    for (name, ids) in [("release.yml", ["plan", "publish"]), ("rollback.yml", ["preview", "apply"])] {
      let workflow = try ParsedWorkflow.named(name, .foreignRegistry)
      for id in ids {
        let job = try workflow.job(id)
        let names = job.steps.compactMap { $0["name"]?.string }
        #expect(names.contains("Log in to registry.example.com:5000"), "\(name) \(id)")
        #expect(job.environment != nil, "\(name) \(id)")
      }
    }
  }

  @Test("no job that runs code of a pull request or of the candidate can write", arguments: Sample.allCases)
  func separation(sample: Sample) throws {
    for workflow in try ParsedWorkflow.all(sample) {
      for job in workflow.jobs where job.calls == nil && !job.writes.isEmpty && !job.id.hasPrefix("build") {
        for script in job.scripts {
          for word in ["docker buildx", "helm ", "brokkr-release test", "brokkr-release build", "swift build"] {
            #expect(!script.contains(word), "\(workflow.name) \(job.id): \(word)")
          }
        }
      }
    }
  }

  @Test("runs of a version follow one another, none is dropped, and versions share nothing", arguments: Sample.allCases)
  func concurrency(sample: Sample) throws {
    let release = try ParsedWorkflow.named("release.yml", sample).root["concurrency"]
    let group = VersionGroup(try sample.input())
    #expect(
      release?["group"]?.string == "release-\(group.expression(of: "(inputs.version || github.ref_name)"))")
    #expect(release?["cancel-in-progress"]?.bool == false && release?["queue"]?.string == "max")
    let rollback = try ParsedWorkflow.named("rollback.yml", sample).root["concurrency"]
    #expect(rollback?["group"]?.string == "rollback-\(group.expression(of: "inputs.version"))")
    #expect(rollback?["cancel-in-progress"]?.bool == false && rollback?["queue"]?.string == "max")
  }

  @Test(
    "a version and its tag are one group, in whatever spelling",
    arguments: [
      (
        "v", "",
        "startsWith(a, 'v') && a || format('v{0}', a)"
      ),
      ("", "", "startsWith(a, 'v') && a || format('v{0}', a)"),
      (
        "broker/v", "",
        "startsWith(a, 'broker/v') && a || startsWith(a, 'v') && format('broker/{0}', a) || format('broker/v{0}', a)"
      ),
      ("rel-", "", "startsWith(a, 'rel-') && a || format('rel-{0}', a)"),
      (
        "v", "-x",
        "format('{0}{1}', startsWith(a, 'v') && a || format('v{0}', a), !endsWith(a, '-x') && '-x' || '')"
      ),
      ("it's", "", "a"),
    ])
  func spellings(prefix: String, suffix: String, expected: String) {
    var input = WorkflowInput()
    func component(_ name: String?) -> WorkflowInput.Component {
      WorkflowInput.Component(name: name, tagPrefix: prefix, tagSuffix: suffix, images: [], charts: [])
    }
    input.components = [component(nil)]
    #expect(VersionGroup(input).expression(of: "a") == "${{ \(expected) }}")
    // Tags that begin with a v and a number are no other spelling of themselves.
    for (prefix, isRefused) in [("rel-", true), ("v2/", false), ("v1-", false), ("v", false), ("", false)] {
      input.components = [.init(name: nil, tagPrefix: prefix, tagSuffix: "", images: [], charts: [])]
      #expect((VersionGroup(input).refused != nil) == isRefused, "\(prefix)")
    }
    // Of components only whole tags are taken.
    input.components = [component("a"), component("b")]
    #expect(VersionGroup(input).expression(of: "a") == "${{ a }}")
  }

  @Test("a clean-up ends the builds of its pull request first", arguments: Sample.allCases)
  func cleanUpEndsBuilds(sample: Sample) throws {
    guard try !sample.input().images.isEmpty else { return }
    let cleanUp = try ParsedWorkflow.named("cleanup-pr.yml", sample).root["concurrency"]
    let builds = try ParsedWorkflow.named("build-and-test.yml", sample).root["concurrency"]
    #expect(cleanUp?["group"]?.string == "build-and-test-${{ github.event.number }}")
    #expect(cleanUp == builds && cleanUp?["cancel-in-progress"]?.bool == true)
  }

  @Test("a branch that is released from is tested, and has images where nothing else is said")
  func releasedBranches() throws {
    func branches(_ name: String, _ sample: Sample) throws -> [String] {
      try ParsedWorkflow.named(name, sample).events?["push"]?["branches"]?.sequence?.compactMap(\.string) ?? []
    }
    #expect(try branches("main.yml", .twoOfEach) == ["main", "develop", "release/*"])
    #expect(try branches("build-images.yml", .twoOfEach) == ["main", "develop", "release/*"])
    #expect(try branches("main.yml", .ownSource) == ["main", "hot/\\+**"])
    #expect(try branches("build-images.yml", .ownSource) == ["main"])
  }

  @Test("where every file may count or a path filter stands, images can be built anew by hand")
  func rebuild() throws {
    for sample in [Sample.oneImage, .components] {
      let images = try ParsedWorkflow.named("build-images.yml", sample)
      #expect(images.triggers == ["workflow_call", "push", "workflow_dispatch"])
      #expect(try images.job("push").node["if"]?.string?.contains("github.event_name != 'pull_request'") == true)
    }
    let paths = try ParsedWorkflow.named("build-images.yml", .oneImage).events?["push"]?["paths"]?.sequence
    #expect(
      paths?.contains { $0.string == "Dockerfile.dockerignore" || $0.string == "broker/Dockerfile.dockerignore" }
        == true)
  }

  @Test("where the ledger says no, nothing but the first job runs", arguments: Sample.allCases)
  func ledgerFirst(sample: Sample) throws {
    let release = try ParsedWorkflow.named("release.yml", sample)
    for job in release.jobs where !["ledger", "tool"].contains(job.id) {
      #expect(release.before(job.id).contains("ledger"), "\(job.id)")
      let condition = try #require(job.node["if"]?.string)
      #expect(
        condition.contains("needs.ledger.outputs.proceed == 'true'")
          || condition.contains("needs.plan.result == 'success'"), "\(job.id)")
    }
  }

  @Test("of a fork nothing is pushed, and its images are tested all the same")
  func forks() throws {
    let workflow = try ParsedWorkflow.named("build-and-test.yml", .twoOfEach)
    #expect(workflow.triggers == ["pull_request"])
    #expect(
      try workflow.job("images").node["with"]?["tag"]?.string
        == "${{ github.event.pull_request.head.repo.full_name == github.repository && format('pr-{0}', github.event.number) || '' }}"
    )
    let push = try ParsedWorkflow.named("build-images.yml", .twoOfEach).job("push")
    #expect(push.node["if"]?.string == "${{ inputs.tag != '' || github.event_name != 'pull_request' }}")
    #expect(try workflow.job("helm").node["if"] == nil)
    #expect(try workflow.job("helm").needs == ["images"])
  }

  @Test("the run's token logs in to GitHub's registry, wherever that is")
  func otherGitHub() throws {
    var input = try Sample.foreignRegistry.input()
    input.gitHubRegistry = "registry.example.com:5000"
    let texts = try WorkflowFiles(input).files.map(\.text).joined()
    #expect(!texts.contains("secrets.REGISTRY_REGISTRY_EXAMPLE") && texts.contains("secrets.REGISTRY_GHCR_IO_PASSWORD"))
  }

  @Test("secrets of other registries are read in jobs with an environment alone")
  func foreignSecrets() throws {
    for workflow in try ParsedWorkflow.all(.foreignRegistry) {
      for job in workflow.jobs {
        let reads = ParsedWorkflow.scalars(of: job.node).contains { $0.contains("secrets.") }
        if reads { #expect(job.environment != nil, "\(workflow.name) \(job.id)") }
      }
    }
    let texts = try ParsedWorkflow.all(.foreignRegistry).flatMap { ParsedWorkflow.scalars(of: $0.root) }
    #expect(texts.contains("${{ secrets.REGISTRY_REGISTRY_EXAMPLE_COM_5000_PASSWORD }}"))
  }
}
