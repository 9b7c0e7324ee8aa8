import Testing

@testable import Git

@Suite struct EnvironmentConfigurationTests {
  @Test(
    "keys and values are read as git leaves them",
    arguments: [
      (
        [
          "GIT_CONFIG_COUNT": "2", "GIT_CONFIG_KEY_0": "Safe.Directory", "GIT_CONFIG_VALUE_0": "/a",
          "GIT_CONFIG_KEY_1": "user.name", "GIT_CONFIG_VALUE_1": "x",
        ], ["/a"]
      ),
      (["GIT_CONFIG_PARAMETERS": "'safe.directory=/a b' 'user.name=x' 'safe.directory'='/c'\\''d'"], ["/a b", "/c'd"]),
      (["GIT_CONFIG_COUNT": "many"], []), (["GIT_CONFIG_COUNT": "1"], []), (["GIT_CONFIG_PARAMETERS": "'"], []),
      ([:], []),
    ] as [([String: String], [String])])
  func values(variables: [String: String], expected: [String]) {
    #expect(EnvironmentConfiguration { variables[$0] }.values("safe.directory") == expected)
  }
}
