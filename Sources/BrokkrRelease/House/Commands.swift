import ArgumentParser

/// The list of commands, one line each, in the order and the groups in which the help shows them.
enum Commands {
  static let groups = [
    CommandGroup(
      name: "Planning",
      subcommands: [
        Next.self,
        Plan.self,
        Check.self,
        Config.self,
        Stamp.self,
        Rehearse.self,
      ]),
    CommandGroup(
      name: "Releasing",
      subcommands: [
        Cut.self,
        Test.self,
        Build.self,
        Approve.self,
        Reject.self,
        Publish.self,
        Push.self,
      ]),
    CommandGroup(
      name: "Incidents",
      subcommands: [
        Status.self,
        Rollback.self,
        Resume.self,
        Abort.self,
        Unlock.self,
      ]),
    CommandGroup(
      name: "Looking back",
      subcommands: [
        Verify.self,
        History.self,
        Show.self,
        Changelog.self,
      ]),
    CommandGroup(
      name: "Setup",
      subcommands: [
        Init.self,
        Schema.self,
        Doctor.self,
        Prune.self,
        WorkflowCommands.self,
        Completion.self,
      ]),
  ]
}
