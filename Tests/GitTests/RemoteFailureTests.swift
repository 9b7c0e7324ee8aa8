import ExternalTools
import Refusals
import Testing

@testable import Git

@Suite("a conversation with a remote that failed")
struct RemoteFailureTests {
  @Test(
    "is put down to what the far side or git says",
    arguments: [
      ("fatal: Authentication failed for 'https://git.example/x.git/'", .unauthorized),
      ("fatal: could not read Username for 'https://github.com': terminal prompts disabled", .unauthorized),
      ("git@github.com: Permission denied (publickey).\nfatal: Could not read from remote repository.", .unauthorized),
      (
        "remote: Permission to acme/x.git denied to bob.\nfatal: unable to access 'x': The requested URL returned error: 403",
        .unauthorized
      ),
      ("remote: Write access to repository not granted.", .unauthorized),
      ("ERROR: The key you are authenticating with has been marked as read only.", .unauthorized),
      // GitHub's answer to who may not see it
      ("remote: Repository not found.\nfatal: repository 'https://github.com/acme/x/' not found", .unauthorized),
      (
        "remote: unpack failed: unable to create temporary object directory\nremote: insufficient permission for adding an object",
        .unauthorized
      ),
      (
        "fatal: unable to access 'http://127.0.0.1:1/x.git/': Failed to connect to 127.0.0.1 port 1", .remoteUnreachable
      ),
      ("ssh: Could not resolve hostname nowhere.example: Name or service not known", .remoteUnreachable),
      ("fatal: '/srv/none.git' does not appear to be a git repository", .remoteUnreachable),
      ("Host key verification failed.", .remoteUnreachable),
      ("fatal: the remote end hung up unexpectedly", .remoteUnreachable),
      ("fatal: the receiving end does not support --atomic push", .remoteRefused),
      ("fatal: couldn't find remote ref refs/x/none", .remoteRefused),
      ("error: cannot lock ref 'refs/x': Unable to create '/c/.git/refs/x.lock': File exists.", .failed),
      ("", .remoteUnreachable),  // silence
    ] as [(String, Refusal.Code)]
  )
  func codes(message: String, expected: Refusal.Code) {
    let outcome = ToolOutcome(program: "git", status: 128, output: [], errors: Array(message.utf8))
    let refusal = RemoteFailure.refusal("Nothing was pushed.", outcome, remote: "origin")
    #expect(refusal.code == expected)
    #expect(refusal.what == "Nothing was pushed.")
    #expect(!refusal.remedy.isEmpty)
    #expect(message.isEmpty || refusal.why.contains(message.split(separator: "\n")[0]))
  }
}
