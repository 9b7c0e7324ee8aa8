import FoundationEssentials
import TestSupport
import Testing

@testable import BrokkrRelease

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

@Suite struct ByteStreamTests {
  @Test("all bytes arrive, also where the far side is slow to take them")
  func slow() async throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    let (reading, writing) = (ends[0], ends[1])
    _ = fcntl(writing, F_SETFL, O_NONBLOCK)
    let bytes = [UInt8](repeating: 7, count: 1 << 20)
    async let read = OwnThread.run { try StandardInput.read(reading) }
    try await OwnThread.run {
      try ByteStream(writingTo: writing).write(bytes)
      close(writing)
    }
    #expect(try await read.count == bytes.count)
    close(reading)
  }

  @Test("a reader that has gone away is told as such, and the program goes on")
  func gone() throws {
    Interruption.survivePipesAndLimits()
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    close(ends[0])
    let failure = try #require(throws: SystemCall.Failure.self) { try ByteStream(writingTo: ends[1]).write([1]) }
    #expect(failure.isReaderGone)
    close(ends[1])
  }

  @Test("a file is appended to, and a folder is not")
  func append() throws {
    let scratch = try ScratchDirectory("append")
    let file = "\(scratch.path)/file"
    try FileAppender.append("a\n", to: file)
    try FileAppender.append("b\n", to: file)
    #expect(try String(decoding: Data(contentsOf: URL(filePath: file)), as: UTF8.self) == "a\nb\n")
    #expect(throws: SystemCall.Failure.self) { try FileAppender.append("c", to: scratch.path) }
  }

  @Test("input beyond the limit is refused")
  func limit() throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    try ByteStream(writingTo: ends[1]).write([UInt8](repeating: 1, count: 100))
    close(ends[1])
    #expect(throws: (any Error).self) { try StandardInput.read(ends[0], limit: 99) }
    close(ends[0])
  }
}
