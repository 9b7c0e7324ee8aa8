import Refusals
import Testing

@testable import Planning

@Suite struct ConfigurationReaderTests {
  /// One image, one chart, with a place for one more key each.
  private func image(_ keys: String) -> String { "images: { x: { repository: ghcr.io/a/x, \(keys) } }" }
  private func chart(_ keys: String) -> String { "charts: { x: { repository: oci://ghcr.io/a, \(keys) } }" }

  @Test(
    "values that mean nothing are refused at the top",
    arguments: [
      ("tag: v1", "`v1` cannot be used."),  // no placeholder
      ("prerelease: \"{n}\"", "`{n}` cannot be used."),
      ("bump: { zero: none }", "bump.zero: expected one of patch, minor, major, found `none`."),
      ("bump: { types: { fix: mayor } }", "bump.types.fix: expected one of patch, minor, major, none, found `mayor`."),
      ("bump: { types: { Docs: patch } }", "`Docs` is no type of a commit."),  // two spellings would be one type
      ("bump: { types: { \"a b\": patch } }", "`a b` is no type of a commit."),
      ("bump: { type: {} }", "`type` is no key of bump."),
      ("remote: --upload-pack=x", "`--upload-pack=x` is no name of a remote."),  // would be an option of git
      ("remote: https://example.org/x.git", "`https://example.org/x.git` is no name of a remote."),
      ("ledger: brokkr/ledger", "`brokkr/ledger` cannot be the ledger."),
      ("ledger: refs/ledger", "`refs/ledger` cannot be the ledger."),
      ("ledger: refs/tags/ledger", "`refs/tags/ledger` cannot be the ledger."),
      ("ledger: refs/heads/a..b", "`refs/heads/a..b` cannot be the ledger."),
      ("ledger: \"refs/heads/a b\"", "`refs/heads/a b` cannot be the ledger."),
      ("ledger: refs/heads/main", "the ledger cannot be the branch `main`, which releases are cut from."),
      ("builder: docker", "builder: expected one of auto, buildx, buildah, found `docker`."),
      ("hand-over: registri", "hand-over: expected one of artifact, registry, found `registri`."),
      ("insecure-registries: [\"http://x\"]", "`http://x` names no registry."),
      ("approve: { valid-for: 30 }", "`30` is no length of time."),
      ("approve: { valid-for: soon }", "`soon` is no length of time."),
      ("approve: { by: signature, signers: /etc/signers }", "`/etc/signers` is no path of the repository."),
      ("changelog: { file: ../CHANGELOG.md }", "`../CHANGELOG.md` is no path of the repository."),
      ("approve: { environment: \"\" }", "the text is empty."),
      ("test: { commands: [\" \"] }", "the text is empty."),
      ("github: { dispatch: [a.yml, a.yml] }", "`a.yml` is listed twice."),
      ("github: { latest: agent }", "there is no component `agent`."),
    ]
  )
  func top(text: String, what: String) throws {
    let found = try problems(text)
    #expect(found.count == 1)
    #expect(found.first?.what.hasSuffix(": \(what)") == true, "\(found)")
  }

  @Test(
    "values that mean nothing are refused in an image",
    arguments: [
      ("platforms: [linux]", "linux"), ("platforms: []", "the image is built for no platform."),
      ("platforms: [linux/amd64, linux/amd64]", "`linux/amd64` is listed twice."),
      ("tags: []", "the list of tags is empty."),
      ("tags: [latest, \"{major}\"]", "no tag of the list holds the whole version."),
      ("tags: [\"{version}\", \"{version}\"]", "`{version}` is listed twice."),
      ("tags: [\"{versoin}\"]", "`{versoin}` cannot be used."),
      ("tags: [\"{version}\", \"-x\"]", "`-x` cannot be used."),  // no registry takes it
      ("context: ../elsewhere", "`../elsewhere` is no path of the repository."),
      ("context: a/../../b", "`a/../../b` is no path of the repository."),
      ("dockerfile: /Dockerfile", "`/Dockerfile` is no path of the repository."),
      ("dockerfile: \"\"", "`` is no path of the repository."),
      ("build-args: { \"A B\": c }", "`A B` is no name of a build argument."),
      ("build-args: { 1A: c }", "`1A` is no name of a build argument."),
    ]
  )
  func image(keys: String, what: String) throws {
    let found = try problems(image(keys))
    #expect(found.count == 1)
    #expect(found.first?.what.contains(what) == true, "\(found)")
  }

  @Test(
    "values that mean nothing are refused in a chart",
    arguments: [
      ("path: ../charts", "`../charts` is no path of the repository."),
      ("app-version: \"{tag}\"", "`{tag}` stands for nothing."),
      ("app-version: \"\"", "the text is empty."),
      ("values: [../../../x.yaml]", "`../../../x.yaml` is no path of the repository."),  // two folders down
      ("values: [a.yaml, a.yaml]", "`a.yaml` is listed twice."),
      ("stamp: [{ file: values.yaml, key: image..tag }]", "`image..tag` leads to no scalar."),
      ("stamp: [{ file: /values.yaml, key: a }]", "`/values.yaml` is no path of the repository."),
      ("cases: [{ name: a }, { name: a }]", "two cases are named `a`."),
      ("cases: [{ name: \"\" }]", "the text is empty."),
    ]
  )
  func chart(keys: String, what: String) throws {
    let found = try problems(chart(keys))
    #expect(found.count == 1)
    #expect(found.first?.what.hasSuffix(": \(what)") == true, "\(found)")
  }

  @Test("a values file beside the chart is one of the repository")
  func valuesBesideTheChart() throws {
    let read = try configuration(chart("values: [../shared.yaml, ./values/a.yaml]"))
    #expect(read.charts[0].values == ["../shared.yaml", "values/a.yaml"])
    #expect(read.charts[0].values.map(read.charts[0].file) == ["charts/shared.yaml", "charts/x/values/a.yaml"])
  }

  @Test(
    "names that could not be folders, jobs or repositories are refused",
    arguments: [
      ("images: { \"a b\": { repository: ghcr.io/a/x } }", "`a b` is no name of an image."),
      ("images: { ../x: { repository: ghcr.io/a/x } }", "`../x` is no name of an image."),
      ("components: { a/b: {} }", "`a/b` is no name of a component."),
      ("charts: { Broker: { repository: oci://ghcr.io/a } }", "`ghcr.io/a/Broker` is no repository."),  // lower case
      (
        "images: { x: { repository: ghcr.io } }",
        "`ghcr.io` is a registry, and the image's repository in it is missing."
      ),
    ]
  )
  func names(text: String, what: String) throws {
    #expect(try problems(text).map { $0.what.contains(what) } == [true])
  }

  @Test(
    "a slot that two would write is an error",
    arguments: [
      (
        "images: { a: { repository: ghcr.io/x/a } }\ncomponents: { one: { images: [a] }, two: { images: [a] } }",
        "the image `a` is claimed by two components, one and two."
      ),
      (
        "components: { one: { tag: \"v{version}\" }, two: { tag: \"v{version}\" } }",
        "components.two has the tag pattern of components.one."
      ),
      (
        "components: { one: { tag: \"v{version}\" }, two: { tag: \"v{version}-sdk\" } }",
        "components.two has tags of components.one."
      ),
      (
        "images: { a: { repository: ghcr.io/x/a, tags: [\"{version}\"] }, "
          + "b: { repository: ghcr.io/x/a, tags: [\"{major}.{minor}.{patch}\"] } }",  // the same names
        "images.b and images.a would both write ghcr.io/x/a:{major}.{minor}.{patch}."
      ),
      (
        "images: { a: { repository: ghcr.io/x/c, tags: [\"{version}\"] } }\ncharts: { c: { repository: oci://ghcr.io/x } }",
        "charts.c and images.a would both write ghcr.io/x/c:{major}.{minor}.{patch}."
      ),
    ]
  )
  func claims(text: String, what: String) throws {
    let found = try problems(text)
    #expect(found.map { $0.what.hasSuffix(": \(what)") } == [true], "\(found)")
  }

  @Test("two images may share a repository when their tags differ")
  func variants() throws {
    let text = """
      images:
        a: { repository: ghcr.io/x/a, tags: ["{version}", latest] }
        a-slim: { repository: ghcr.io/x/a, tags: ["{version}-slim", slim] }
      """
    #expect(try problems(text).isEmpty)
  }

  @Test("a component names what it has not by mistake")
  func unknownMembers() throws {
    let found = try problems(
      "images: { broker: { repository: ghcr.io/x/a } }\ncomponents: { one: { images: [brokr], charts: [c] } }")
    #expect(
      found.map(\.what) == [
        "c.yml:2:31: there is no image `brokr`.", "c.yml:2:48: there is no chart `c`.",
      ])
    #expect(found.map(\.remedy) == ["Did you mean `broker`?", ""])
  }

  @Test("a missing member is not blamed on a key that is wrong itself")
  func noFollowUps() throws {
    // `images.a` cannot be read, but it is there: the component is right to name it.
    let found = try problems("images: { a: { repository: X } }\ncomponents: { one: { images: [a] } }")
    #expect(found.map { $0.what.contains("is no repository") } == [true])
  }
}
