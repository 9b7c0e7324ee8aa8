import Testing
import Yams

@testable import Workflows

/// Faults that hand-written workflows of this kind have had, each asserted absent for every configuration.
@Suite struct UpstreamFaultTests {
  @Test("a nightly job deletes untagged versions, which are the platforms of every image", arguments: Sample.allCases)
  func deletesUntagged(sample: Sample) throws {
    for workflow in try ParsedWorkflow.all(sample) {
      #expect(!workflow.triggers.contains("schedule"))
      for text in ParsedWorkflow.scalars(of: workflow.root) {
        #expect(!text.contains("delete-package-versions") && !text.contains("--untagged"))
      }
    }
  }

  @Test("a clean-up picks tags that merely begin alike, and its failures are only echoed", arguments: Sample.allCases)
  func cleansTooMuch(sample: Sample) throws {
    guard try sample.input().images.isEmpty == false else { return }
    let workflow = try ParsedWorkflow.named("cleanup-pr.yml", sample)
    let job = try workflow.job("prune")
    #expect(job.node["if"]?.string == "github.event.pull_request.head.repo.full_name == github.repository")
    #expect(job.scripts.last == #"brokkr-release prune --pr "$NUMBER" --yes"# + "\n")
    #expect(job.steps.last?["env"]?["NUMBER"]?.string == "${{ github.event.number }}")
    #expect(job.steps.allSatisfy { $0["continue-on-error"] == nil })
  }

  @Test("what was built is gone before the approval comes", arguments: Sample.allCases)
  func expires(sample: Sample) throws {
    let workflow = try ParsedWorkflow.named("release.yml", sample)
    let kept = workflow.jobs.flatMap(\.steps).filter { $0["uses"]?.string?.contains("upload-artifact") == true }
    #expect(kept.count >= 2)
    // A job that waits for an approval fails after 30 days.
    #expect(kept.allSatisfy { $0["with"]?["retention-days"]?.int ?? 0 > 30 })
  }

  @Test("the build of a release pushes before anybody has approved it", arguments: Sample.allCases)
  func pushesBeforeApproval(sample: Sample) throws {
    let workflow = try ParsedWorkflow.named("release.yml", sample)
    let mayHandOver = try sample.input().handsOverInRegistry
    for job in workflow.jobs where job.id != "publish" {
      let isBuild = job.id.hasPrefix("build")
      #expect(job.writes == (isBuild && mayHandOver ? ["packages"] : []), "\(job.id)")
    }
  }

  @Test("`latest` is decided by a workflow, and a hotfix drags it back", arguments: Sample.allCases)
  func decidesLatest(sample: Sample) throws {
    for workflow in try ParsedWorkflow.all(sample) {
      for text in ParsedWorkflow.scalars(of: workflow.root) {
        #expect(!text.contains("latest") && !text.contains("metadata-action"), "\(workflow.name)")
      }
    }
  }

  @Test("one release is approved three times, half of it public after the first", arguments: Sample.allCases)
  func severalGates(sample: Sample) throws {
    let all = try ParsedWorkflow.all(sample)
    let release = try #require(all.first { $0.name == "release.yml" })
    let environment = try sample.input().environment
    let gates = release.jobs.filter { $0.environment == environment }
    // One, unless the configuration asks for more people: each of the others waits for one of them, and does nothing.
    let minimum = sample == .twoOfEach ? 2 : 1
    #expect(gates.map(\.id) == (1..<minimum).map { "approval-\($0)" } + ["publish"])
    for gate in gates.dropLast() {
      #expect(gate.node["permissions"]?.mapping?.isEmpty == true && gate.steps.count == 1)
    }
    #expect(gates.first?.node["strategy"] == nil)
    // No other workflow starts from the same tag.
    #expect(all.filter { $0.events?["push"]?["tags"] != nil }.map(\.name) == ["release.yml"])
    // Everything that writes comes behind it, and it is the last.
    #expect(release.before("publish").union(["publish"]) == Set(release.jobs.map(\.id)))
  }

  @Test("charts are tested nowhere in the release, or after the images are public", arguments: Sample.allCases)
  func chartsUntested(sample: Sample) throws {
    let release = try ParsedWorkflow.named("release.yml", sample)
    let before = release.before("publish")
    #expect(before.contains("test"))
    #expect(try release.job("test").scripts.contains { $0.contains("brokkr-release test \"$VERSION\"") })
    let input = try sample.input()
    if !input.charts.isEmpty, !input.hasComponents { #expect(before.contains("helm")) }
    for index in input.settings.test.indices { #expect(before.contains("test-\(index + 1)")) }
    // They are packed with the images, not behind the gate.
    #expect(try !release.job("publish").scripts.contains { $0.contains("helm") || $0.contains(" build") })
  }

  @Test("secrets and names are pasted into scripts, and every job may do everything", arguments: Sample.allCases)
  func pasted(sample: Sample) throws {
    for workflow in try ParsedWorkflow.all(sample) {
      #expect(workflow.root["permissions"]?.mapping?.isEmpty == true, "\(workflow.name)")
      #expect(!workflow.triggers.contains("pull_request_target") && !workflow.triggers.contains("workflow_run"))
      for job in workflow.jobs {
        #expect(job.node["permissions"] != nil, "\(workflow.name) \(job.id)")
        #expect(job.node["secrets"] == nil, "\(workflow.name) \(job.id)")
        for script in job.scripts { #expect(!script.contains("${{"), "\(workflow.name) \(job.id)") }
        // Otherwise the runner starts it without `pipefail`.
        for step in job.steps where step["run"] != nil { #expect(step["shell"]?.string == "bash", "\(workflow.name)") }
        for step in job.steps where step["uses"] != nil {
          let action = try #require(step["uses"]?.string?.split(separator: "@").last)
          #expect(action.count == 40 && action.allSatisfy(\.isHexDigit), "\(action)")
          if step["uses"]?.string?.hasPrefix("actions/checkout@") == true {
            #expect(step["with"]?["persist-credentials"]?.bool == false)
          }
        }
      }
    }
  }

  @Test(
    "a release cannot hit the cache, because nothing that it may read is written", arguments: [Sample.twoOfEach, .many])
  func cacheMisses(sample: Sample) throws {
    let images = try ParsedWorkflow.named("build-images.yml", sample)
    let release = try ParsedWorkflow.named("release.yml", sample)
    func scopes(_ workflow: ParsedWorkflow) -> [String] {
      workflow.jobs.filter { $0.id.hasPrefix("build") }.flatMap { $0.matrix ?? [] }.compactMap {
        $0["artifact"]?.string
      }
    }
    #expect(scopes(images) == scopes(release) && Set(scopes(images)).count == scopes(images).count)
    let build = try #require(images.jobs.first { $0.id.hasPrefix("build") }).steps.compactMap { $0["env"] }
    #expect(build.contains { $0["BROKKR_RELEASE_CACHE_FROM"]?.string == "type=gha,scope=${{ matrix.artifact }}" })
    // Only what the default branch has written can be read from a tag.
    #expect(
      build.last?["BROKKR_RELEASE_CACHE_TO"]?.string
        == "${{ github.event_name == 'push' && github.ref_name == github.event.repository.default_branch"
        + " && format('type=gha,mode=max,scope={0},ignore-error=true', matrix.artifact) || '' }}")
    #expect(try release.jobs.allSatisfy { try !Yams.serialize(node: $0.node).contains("CACHE_TO") })
    let cell = try #require(release.jobs.first { $0.id.hasPrefix("build") }).steps.compactMap { $0["env"] }
    #expect(cell.contains { $0["BROKKR_RELEASE_CACHE_FROM"]?.string == "type=gha,scope=${{ matrix.artifact }}" })
    for workflow in try ParsedWorkflow.all(sample) {
      for script in workflow.jobs.flatMap(\.scripts) { #expect(!script.contains("no-cache")) }
    }
  }

  @Test("a pre-release is told by a part of its name, and any tag starts a release", arguments: Sample.allCases)
  func guessesPrerelease(sample: Sample) throws {
    for workflow in try ParsedWorkflow.all(sample) {
      for text in ParsedWorkflow.scalars(of: workflow.root) {
        #expect(!text.contains("-rc") && !text.contains("-beta") && !text.contains("-alpha"), "\(workflow.name)")
      }
    }
    let tags = try ParsedWorkflow.named("release.yml", sample).events?["push"]?["tags"]?.sequence
    #expect(tags?.allSatisfy { $0.string?.contains("[0-9]+.[0-9]+.[0-9]+") == true } == true)
  }

  @Test("an old Helm is pinned, and charts are fetched when a release is published", arguments: Sample.allCases)
  func fetchesLate(sample: Sample) throws {
    for workflow in try ParsedWorkflow.all(sample) {
      for text in ParsedWorkflow.scalars(of: workflow.root) { #expect(!text.contains("setup-helm")) }
    }
    let publish = try ParsedWorkflow.named("release.yml", sample).job("publish")
    #expect(!publish.scripts.contains { $0.contains("repo add") || $0.contains("dependency") })
    #expect(publish.scripts.last?.contains("publish \"$VERSION\" --plan \"$RUNNER_TEMP/plan/plan.json\"") == true)
  }

  @Test("the release is public before its assets are there", arguments: [Sample.twoOfEach, .nothing])
  func assetsTooLate(sample: Sample) throws {
    let release = try ParsedWorkflow.named("release.yml", sample)
    #expect(try release.job("assets-1").calls == "$/.github/workflows/cli.yml")
    // They are in the plan that is approved, and in the only call that publishes.
    for id in ["plan", "publish"] {
      let taken = try release.job(id).steps.compactMap { $0["with"]?["pattern"]?.string }
      #expect(taken == ["hand-over-*", "release-asset-*"])
    }
    #expect(release.before("plan").contains("assets-1"))
  }

  @Test("a rollback pulls, tags and pushes, or makes a tag anew", arguments: Sample.allCases)
  func rollsBackByHand(sample: Sample) throws {
    for workflow in try ParsedWorkflow.all(sample) {
      for script in workflow.jobs.flatMap(\.scripts) {
        for word in ["docker pull", "docker tag", "docker push", "git tag", "git push", "imagetools"] {
          #expect(!script.contains(word), "\(workflow.name): \(word)")
        }
      }
    }
    let guide = try #require(try WorkflowFiles(sample.input()).files.last { $0.path.hasSuffix(".md") })
    #expect(guide.text.contains("a version is used once") && !guide.text.contains("docker pull"))
  }
}
