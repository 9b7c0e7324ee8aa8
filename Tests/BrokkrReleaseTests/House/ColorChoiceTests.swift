import Testing

@testable import BrokkrRelease

@Suite struct ColorChoiceTests {
  @Test(
    "the option wins, then the common variables, then what the stream is",
    arguments: [
      (.auto, [:], true, true), (.auto, [:], false, false),
      (.auto, ["NO_COLOR": "1"], true, false), (.auto, ["NO_COLOR": ""], true, true),  // an empty one counts as absent
      (.auto, ["CLICOLOR_FORCE": "1"], false, true), (.auto, ["CLICOLOR_FORCE": "0"], false, false),
      (.auto, ["NO_COLOR": "1", "CLICOLOR_FORCE": "1"], true, false),
      (.auto, ["TERM": "dumb"], true, false), (.auto, ["CLICOLOR": "0"], true, false),
      (.always, ["NO_COLOR": "1"], false, true), (.never, ["CLICOLOR_FORCE": "1"], true, false),
    ] as [(ColorChoice, [String: String], Bool, Bool)]
  )
  func color(choice: ColorChoice, environment: [String: String], isTerminal: Bool, expected: Bool) {
    #expect(choice.isColored(Environment(environment), isTerminal: isTerminal) == expected)
  }
}
