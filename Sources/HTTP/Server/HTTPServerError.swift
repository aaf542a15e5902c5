import Glibc

/// Why the server cannot listen: a stable code, and what to do.
public struct HTTPServerError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Code: String, Sendable {
        /// The address is no IPv4 or IPv6 address in figures.
        case badAddress
        /// Somebody else listens there.
        case addressInUse
        /// The address is none of this machine.
        case addressNotAvailable
        /// The process may not listen on the port.
        case notPermitted
        /// Another error of the system.
        case system
    }

    public let code: Code
    /// What is wrong and what to do, in Chinese.
    public let zh: String
    /// What is wrong and what to do, in English.
    public let en: String

    public var description: String { en }

    static func badAddress(_ address: String) -> HTTPServerError {
        HTTPServerError(
            code: .badAddress, zh: "监听地址 \(address) 不合法：请写 IPv4 或 IPv6 地址，例如 127.0.0.1",
            en: "\(address) is no address to listen on: write an IPv4 or IPv6 address, for example 127.0.0.1")
    }

    /// The error of a call on the socket of an address.
    static func system(_ number: Int32, _ address: String, _ port: UInt16) -> HTTPServerError {
        switch number {
        case EADDRINUSE:
            HTTPServerError(
                code: .addressInUse, zh: "\(address) 的端口 \(port) 已被占用：请换一个端口，或停止占用它的程序",
                en: "port \(port) of \(address) is in use: take another port, or stop the program that has it")
        case EADDRNOTAVAIL:
            HTTPServerError(
                code: .addressNotAvailable, zh: "本机没有地址 \(address)：请核对监听地址",
                en: "this machine has no address \(address): check the address to listen on")
        case EACCES:
            HTTPServerError(
                code: .notPermitted, zh: "无权监听端口 \(port)：请使用 1024 以上的端口",
                en: "not permitted to listen on port \(port): take a port above 1023")
        default:
            HTTPServerError(
                code: .system, zh: "无法监听 \(address) 的端口 \(port)（errno \(number)）：请检查系统限制和网络设置",
                en: "cannot listen on port \(port) of \(address) (errno \(number)): check the limits and the network of the system")
        }
    }
}
