/// A handle of libgit2 that frees itself.
struct Handle: ~Copyable {
  let pointer: OpaquePointer
  private let free: (OpaquePointer?) -> Void

  /// Takes what `make` gives.
  ///
  /// - Parameters:
  ///   - free: the library's function that frees it.
  ///   - action: what is being done, for errors.
  ///   - make: the library's function that makes it.
  /// - Throws: ``GitError`` with the library's code.
  init(
    freeing free: @escaping (OpaquePointer?) -> Void, _ action: @autoclosure () -> String,
    make: (inout OpaquePointer?) -> Int32
  ) throws {
    var made: OpaquePointer?
    let code = make(&made)
    guard code >= 0, let made else { throw GitError(code, during: action()) }
    pointer = made
    self.free = free
  }

  deinit { free(pointer) }
}
