import Refusals
import Testing

@testable import BuildEngines

@Suite struct DockerfileInspectionTests {
  private func notes(_ text: String) -> [String] {
    DockerfileInspection(text, file: "Dockerfile").notes.map { note in
      "\(note.code) \(note.message.split(separator: ": ", maxSplits: 1)[0])"
    }
  }

  @Test(
    "a final stage with `ARG VERSION` has no remark, however it is written",
    arguments: [
      "FROM scratch\nARG VERSION\n",
      "from scratch\narg VERSION=dev\n",  // case does not count, a default of its own does no harm
      "FROM scratch\r\nARG VERSION\r\n",
      "FROM scratch\nARG A=1 VERSION B\n",  // several in one instruction
      "FROM scratch\nARG \\\n  VERSION\n",
      "FROM scratch\nARG \\\n# a remark in between\n\n  VERSION\n",
      "# escape=`\nFROM scratch\nRUN dir C:\\\nARG VERSION\n",
      "FROM scratch\n  ARG VERSION\n",
      "FROM scratch AS base\nARG VERSION\nFROM base AS mid\nFROM mid\n",  // inherited from the stage it begins from
      "FROM --platform=$BUILDPLATFORM golang:1 AS build\nRUN make\nFROM scratch\nARG VERSION\nCOPY --from=build /x /x\n",
      "FROM scratch\nRUN <<EOF\nFROM scratch\nEOF\nARG VERSION\n",  // the FROM is part of a script
      "FROM scratch\nRUN <<-'END' cat\n\tFROM x\n\tEND\nARG VERSION\n",
      "FROM scratch\nCOPY <<A <<B /\nFROM a\nA\nFROM b\nB\nARG VERSION\n",
      "FROM scratch\nRUN echo \"a << b\" && cat <<<text\nARG VERSION\n",  // neither is a here-document
      "FROM scratch\nRUN echo a \\",  // no end
    ].map { ($0, $0.hasSuffix("a \\")) }
  )
  func declared(text: String, isBare: Bool) {
    #expect(notes(text) == (isBare ? ["dockerfile-no-version-arg Dockerfile:1"] : []))
  }

  @Test(
    "a final stage without it is remarked at its FROM",
    arguments: [
      ("FROM scratch\nCOPY . /\n", 1),
      ("ARG VERSION\nFROM scratch\n", 2),  // before the first stage it only serves FROM
      ("FROM a AS build\nARG VERSION\nFROM scratch\nCOPY --from=build / /\n", 3),
      ("# ARG VERSION\nFROM scratch\n", 2),
      ("FROM scratch\nRUN <<EOF\nARG VERSION\nEOF\n", 1),
      ("FROM scratch\nRUN echo \\\n  ARG VERSION\n", 1),
      ("FROM scratch\nARG VERSIONS\n", 1),
      ("FROM a AS one\nARG VERSION\nFROM b AS one\n", 3),  // the name is another stage's now, and b is no stage
      ("FROM self AS self\n", 1),  // a stage cannot begin from itself
    ]
  )
  func missing(text: String, line: Int) {
    #expect(notes(text) == ["dockerfile-no-version-arg Dockerfile:\(line)"])
  }

  @Test(
    "a default on what builders set is remarked at its line",
    arguments: [
      ("FROM a\nARG VERSION\nARG TARGETARCH=amd64\n", [3]),
      (
        "ARG TARGETPLATFORM=linux/amd64\nFROM a AS b\nARG TARGETOS=linux TARGETVARIANT=\nFROM b\nARG VERSION\n",
        [1, 3, 3]
      ),
      ("FROM a\nARG VERSION\nARG BUILDARCH=\"amd64\"\n", [3]),
      ("FROM a\nARG VERSION\nARG TARGETARCH\nARG TARGET_DIR=/x\nENV TARGETARCH=amd64\n", []),
    ]
  )
  func defaults(text: String, lines: [Int]) {
    #expect(notes(text) == lines.map { "dockerfile-target-arg-default Dockerfile:\($0)" })
  }

  @Test(
    "what is no Dockerfile has no remark",
    arguments: ["", "\n\n# only a remark\n", "\\", "<<EOF", "ARG", "RUN <<EOF\n", "FROM"])
  func nonsense(text: String) {
    #expect(notes(text).count <= 1)
  }
}
