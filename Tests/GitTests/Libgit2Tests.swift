import FoundationEssentials
import Testing

@testable import Git

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

@Suite("the library")
struct Libgit2Tests {
  @Test("does not read the system's certificates when it starts, where it is built with mbedTLS")
  func certificates() throws {
    try Libgit2.start()
    let hasMbedTLS = dlsym(UnsafeMutableRawPointer(bitPattern: 0), "mbedtls_ssl_init") != nil
    #expect((Libgit2.skippedCertificates > 0) == hasMbedTLS)
  }

  @Test("does not start an SSH of its own, where it is built with libssh2")
  func ssh() throws {
    try Libgit2.start()
    let hasSSH = dlsym(UnsafeMutableRawPointer(bitPattern: 0), "libssh2_session_handshake") != nil
    #expect((Libgit2.skippedSSH > 0) == hasSSH)
  }

  @Test(
    "what would make a connection is refused by this program, not left to the library",
    arguments: [
      "mbedtls_ssl_setup", "mbedtls_entropy_init", "mbedtls_entropy_free", "mbedtls_ctr_drbg_seed",
      "mbedtls_ctr_drbg_random", "mbedtls_x509_crt_parse_file", "libssh2_init", "libssh2_session_init_ex",
    ])
  func interposed(name: String) throws {
    try Libgit2.start()
    // A libgit2 that was built with another library asks for none of its names.
    guard let symbol = dlsym(UnsafeMutableRawPointer(bitPattern: 0), name),
      let maps = try? String(contentsOfFile: "/proc/self/maps", encoding: .utf8)
    else { return }
    let address = UInt(bitPattern: symbol)
    let line = maps.split(separator: "\n").first { line in
      let range = line.prefix { $0 != " " }.split(separator: "-").compactMap { UInt($0, radix: 16) }
      return range.count == 2 && (range[0]..<range[1]).contains(address)
    }
    let file = try #require(line?.split(separator: " ").last)
    #expect(!file.contains("libmbed") && !file.contains("libssh2"), "\(name) is that of \(file)")
  }

  @Test("every code has a name, and one of a newer version its number")
  func codes() {
    #expect(GitError.Code(rawValue: -3) == .notFound)
    #expect(GitError(.locked, during: "moving x", detail: "").description == "git failed while moving x: locked")
    #expect(GitError(.failed, during: "y", detail: "no z").description == "git failed while y: no z (failed)")
    #expect(GitError.Code(rawValue: -99).description == "code -99")
    for code in (-36)...(-1) where ![-2, -25, -26, -27, -28, -29].contains(code) {
      #expect(!GitError.Code(rawValue: Int32(code)).description.hasPrefix("code"), "\(code)")
    }
  }

  @Test("trusting hashes, a damaged object is read; what is written is verified all the same")
  func trust() async throws {
    let clone = try await Clone("library-trust")
    let whole = try await clone.object("blob", "whole")
    let other = try await clone.object("blob", "other")
    try await clone.swap(whole, other)
    let (path, id) = (clone.path, whole.description)
    #expect(throws: GitError.self) { try clone.repository().object(whole) }
    await #expect(processExitsWith: .success) { [path = path as String, id = id as String] in
      let repository = try Repository(at: path, verifyingHashes: false)
      let (id, bytes) = (try ObjectID(parsing: id), Array("whole".utf8))
      let read = try repository.object(id).bytes
      #expect(read == Array("other".utf8))
      #expect(throws: (any Error).self) { try repository.write(.blob, bytes) }
    }
  }
}

extension Clone {
  /// Puts the file of one loose object in place of another's.
  func swap(_ one: ObjectID, _ other: ObjectID) async throws {
    func file(_ id: ObjectID) -> String {
      "\(path)/.git/objects/\(id.description.prefix(2))/\(id.description.dropFirst(2))"
    }
    guard unlink(file(one)) == 0, link(file(other), file(one)) == 0 else {
      throw GitError(.failed, during: "swapping", detail: "")
    }
  }
}
