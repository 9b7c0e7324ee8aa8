import BuildEngines
import OCI
import Publishing
import SemanticVersioning

extension Configuration {
  /// Every setting in force under the keys of the file, defaults included.
  var tree: ConfigurationTree {
    .mapping(of: [
      ("tag", .text(tag.text)),
      ("prerelease", prerelease.map { .text($0.description) }),
      ("bump", bump.tree),
      ("remote", .text(remote)),
      ("ledger", .text(ledger)),
      ("stamp", .text(stamp.rawValue)),
      ("changelog", changelogTree),
      (
        "branches",
        .mapping(
          of: branches.map { rule in
            let line: ConfigurationTree? = rule.series == .maintenance ? .text(rule.line.rawValue) : nil
            return (rule.pattern.text, .mapping(of: [("series", .text(rule.series.rawValue)), ("line", line)]))
          })
      ),
      ("builder", .text(builder.rawValue)),
      ("images", .mapping(of: images.map { ($0.name, $0.tree) })),
      ("charts", .mapping(of: charts.map { ($0.name, $0.tree) })),
      ("components", .mapping(of: components.map { ($0.name, $0.tree) })),
      ("test", .mapping(of: [("commands", .texts(testCommands))])),
      ("approve", approve.tree),
      ("hand-over", .text(handOver.rawValue)),
      ("insecure-registries", .texts(insecureRegistries)),
      (
        "github",
        .mapping(of: [
          ("release", .boolean(github.release)), ("dispatch", .texts(github.dispatch)),
          ("latest", github.latest.map { .text($0) }), ("repository", github.repository.map { .text($0) }),
          ("registry", github.registry.map { .text($0) }),
        ])
      ),
      ("workflows", workflows.tree),
    ])
  }
}

extension ImageConfiguration {
  fileprivate var tree: ConfigurationTree {
    .mapping(of: [
      ("repository", .text(repository.text)),
      ("context", .text(context)),
      ("dockerfile", .text(dockerfile)),
      ("platforms", .texts(platforms.map(\.description))),
      ("build-args", .mapping(of: buildArguments.map { ($0, .text($1)) })),
      ("tags", .texts(tags.map(\.text))),
    ])
  }
}

extension ChartConfiguration {
  fileprivate var tree: ConfigurationTree {
    let isRegistry = if case .registry = repository { true } else { false }
    return .mapping(of: [
      ("path", .text(path)),
      ("repository", .text(isRegistry ? "oci://\(repository.text)" : repository.text)),
      ("app-version", .text(appVersion)),
      ("stamp", .list(stamps.map { .mapping(of: [("file", .text($0.file)), ("key", .text($0.key))]) })),
      ("values", .texts(values)),
      (
        "cases",
        .list(
          cases.map { one in
            .mapping(of: [("name", .text(one.name)), ("set", .mapping(of: one.set.map { ($0, .text($1)) }))])
          })
      ),
    ])
  }
}

extension ComponentConfiguration {
  fileprivate var tree: ConfigurationTree {
    .mapping(of: [
      ("tag", .text(tag.text)),
      ("paths", .texts(paths.map(\.text))),
      ("images", .texts(images)),
      ("charts", .texts(charts)),
      ("group", group.map { .text($0) }),
      ("changelog", changelog.map { .text($0) }),
    ])
  }
}

extension ApprovalConfiguration {
  fileprivate var tree: ConfigurationTree {
    .mapping(of: [
      ("by", .text(by.rawValue)),
      ("environment", .text(environment)),
      ("minimum", .number(minimum)),
      ("signers", .text(signers)),
      ("cutter-may-approve", .boolean(cutterMayApprove)),
      ("valid-for", validFor.map { .text(Lifetime.text($0)) }),
    ])
  }
}
