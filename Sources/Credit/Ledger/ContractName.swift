extension String {
    /// Of a contract with its version (`list-designation@1`): the name.
    var contractName: Substring { self[..<(utf8.firstIndex(of: UInt8(ascii: "@")) ?? endIndex)] }
}
