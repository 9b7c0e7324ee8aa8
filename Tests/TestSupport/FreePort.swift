import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Ports of the loopback interface.
public enum FreePort {
  struct None: Error {}

  /// A port that nothing listens on now.
  public static func next() throws -> UInt16 {
    // Below the ports that the system hands out for outgoing connections, and each process from a place of its own.
    let first = 20_000 + Int(getpid()) * 37 % 9_000
    for _ in 0..<1_000 {
      let offset = taken.wrappingAdd(1, ordering: .relaxed).oldValue
      let port = UInt16(20_000 + (first - 20_000 + offset) % 12_000)
      if !answers(port) { return port }
    }
    throw None()
  }

  private static let taken = Atomic(0)

  /// A socket that listens on a port of its own.
  static func listener() throws -> (socket: Int32, port: UInt16) {
    let socket = open()
    var address = loopback(0)
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listens = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(socket, address, size) == 0 && listen(socket, 64) == 0 && getsockname(socket, address, &size) == 0
      }
    }
    guard listens else {
      close(socket)
      throw None()
    }
    return (socket, UInt16(bigEndian: address.sin_port))
  }

  /// Whether something listens on a port.
  public static func answers(_ port: UInt16) -> Bool {
    let socket = open()
    defer { close(socket) }
    var address = loopback(port)
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        connect(socket, address, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }

  private static func open() -> Int32 {
    #if canImport(Glibc)
      socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
      socket(AF_INET, SOCK_STREAM, 0)
    #endif
  }

  private static func loopback(_ port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return address
  }
}
