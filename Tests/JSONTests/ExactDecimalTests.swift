import JSON
import SeededRandom
import Testing

@Suite struct ExactDecimalTests {
    private func decimal(_ text: String) throws -> ExactDecimal { try #require(ExactDecimal(text), "\(text)") }

    @Test(arguments: [
        "", "-", "+1", "01", "-01", "1.", ".5", "1e", "1e+", "1.e1", " 1", "1 ", "1a", "--1", "NaN", "1e5.0", "0x1",
        "1,5", "1e1e1",
        "1.2.3", "１", "-.1", "00",
    ])
    func onlyJSONNumbersAreNumbers(text: String) {
        #expect(ExactDecimal(text) == nil)
    }

    static let canonical: [(String, String)] = [
        ("0", "0"), ("-0", "0"), ("0.000", "0"), ("0e999999999999", "0"), ("-0e-5", "0"), ("1", "1"), ("-1", "-1"),
        ("1.0", "1"),
        ("1.10", "1.1"), ("100", "100"), ("1e2", "100"), ("1.5e1", "15"), ("15e-1", "1.5"), ("0.05", "0.05"),
        ("5e-2", "0.05"),
        ("-0.5", "-0.5"), ("1e-7", "0.0000001"), ("123.456", "123.456"), ("-123456e-3", "-123.456"), ("10.01", "10.01"),
        ("1e40", "1" + String(repeating: "0", count: 40)), ("1e41", "1e41"),
        ("12e40", "12" + String(repeating: "0", count: 40)),
        ("1e-41", "0." + String(repeating: "0", count: 40) + "1"), ("1e-42", "1e-42"), ("-15e-60", "-15e-60"),
        ("1.25e100", "125e98"), ("1" + String(repeating: "0", count: 41), "1e41"),
        ("9999999999999999999", "9999999999999999999"), ("18446744073709551615", "18446744073709551615"),
        ("12345678901234567890123", "12345678901234567890123"),
        ("1234567890123456789012.345", "1234567890123456789012.345"),
        ("0.12345678901234567890123", "0.12345678901234567890123"),
        ("-12345678901234567890123e-30", "-0.000000012345678901234567890123"),
        ("12345678901234567890100e3", "12345678901234567890100000"), ("1e2147483647", "1e2147483647"),
        ("1e2147483648", "1e2147483647"),
        ("1e-2147483649", "1e-2147483647"), ("1e99999999999999999999999999", "1e2147483647"),
        ("10000000000000000000", "10000000000000000000"),
        ("10000000000000000001", "10000000000000000001"), ("1.0000000000000000000", "1"),
        ("0.00000000000000000000000001000", "0.00000000000000000000000001"),
    ]

    @Test(arguments: canonical)
    func theTextIsCanonical(text: String, expected: String) throws {
        let value = try decimal(text)
        #expect(value.description == expected)
        #expect(ExactDecimal(expected) == value)
        #expect(ExactDecimal(expected)?.hashValue == value.hashValue)
        var out: [UInt8] = [0x3D]
        text.withRawUTF8 { ExactDecimal.appendCanonical(jsonNumber: $0, to: &out) }
        #expect(String(decoding: out, as: UTF8.self) == "=" + expected)
    }

    @Test func whatIsNoNumberIsAppendedAsNull() {
        for text in ["", "-", "abc", "01", "--5", "1-1"] {
            var out: [UInt8] = []
            text.withRawUTF8 { ExactDecimal.appendCanonical(jsonNumber: $0, to: &out) }
            #expect(String(decoding: out, as: UTF8.self) == "null")
        }
    }

    /// Ascending; every pair is compared.
    static let ascending = [
        "-1e400", "-12345678901234567890124", "-12345678901234567890123.5", "-12345678901234567890123",
        "-9223372036854775808", "-100",
        "-1.5", "-1", "-0.5", "-1e-400", "0", "1e-2147483647", "1e-400", "0.0000001", "0.5",
        "0.50000000000000000000001", "0.51", "1",
        "1.0000000000000000000000001", "9", "10", "10.5", "99.999", "100", "9007199254740992", "9007199254740993",
        "9999999999999999999",
        "10000000000000000000", "10000000000000000000.1", "12345678901234567890123", "12345678901234567890123.5",
        "1e400", "2e400", "1e2147483647",
    ]

    @Test func numbersAreOrderedByValue() throws {
        let numbers = try ExactDecimalTests.ascending.map(decimal)
        for (leftPlace, left) in numbers.enumerated() {
            for (rightPlace, right) in numbers.enumerated() {
                #expect((left < right) == (leftPlace < rightPlace), "\(left) < \(right)")
                #expect((left == right) == (leftPlace == rightPlace), "\(left) == \(right)")
            }
        }
    }

    static let multiples: [(String, String, Bool)] = [
        ("10", "5", true), ("10", "3", false), ("0", "5", true), ("5", "0", false), ("0", "0", false),
        ("-10", "5", true), ("10", "-5", true),
        ("0.3", "0.1", true), ("1.1", "0.01", true), ("0.35", "0.1", false), ("4.5", "1.5", true), ("1", "0.3", false),
        ("7", "0.5", true),
        ("19.99", "0.01", true), ("19.999", "0.01", false), ("0.0075", "0.0001", true), ("0.00751", "0.0001", false),
        ("1e308", "0.5", true),
        ("1e400", "7", false), ("7e400", "7", true), ("1e400", "1e-400", true), ("1e-400", "1e400", false),
        ("1e-400", "1", false),
        ("1e400", "1024", true), ("1e5", "1024", false), ("1e10", "1024", true), ("1e2147483647", "3", false),
        ("3e2147483647", "3", true),
        ("1e2147483647", "1e-2147483647", true), ("1e2147483647", "7e-2147483647", false),
        ("12345678901234567890123456789", "3", true), ("12345678901234567890123456788", "3", false),
        ("123456789012345678901234567890", "123456789012345678901234567890", true),
        ("246913578024691357802469135780", "123456789012345678901234567890", true),
        ("246913578024691357802469135781", "123456789012345678901234567890", false),
        ("5", "123456789012345678901234567891", false),
        ("1e60", "1267650600228229401496703205376", false), ("1e100", "1267650600228229401496703205376", true),
        ("1e2000000000", "1267650600228229401496703205376", true),
        ("1e2000000000", "1267650600228229401496703205377", false),
        ("18446744073709551615", "18446744073709551615", true),
        ("184467440737095516150000", "9999999999999999999", false),
        ("99999999999999999990", "9999999999999999999", true),
        ("340282366920938463463374607431768211455", "9223372036854775807", false),
    ]

    @Test(arguments: multiples)
    func multiplesAreExact(value: String, divisor: String, expected: Bool) throws {
        #expect(try decimal(value).isMultiple(of: decimal(divisor)) == expected)
    }

    @Test func agreesWithIntegerArithmetic() throws {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<20_000 {
            let digits = Int.random(in: 1...18, using: &generator)
            let bound = (0..<digits).reduce(1) { power, _ in power * 10 }
            let left = Int.random(in: -bound...bound, using: &generator)
            let right = Int.random(in: -min(bound, 5000)...min(bound, 5000), using: &generator)
            let (leftDecimal, rightDecimal) = (ExactDecimal(left), ExactDecimal(right))
            #expect(leftDecimal.description == String(left))
            #expect(leftDecimal.intValue == left)
            #expect(leftDecimal.isInteger)
            #expect(leftDecimal.isNegative == (left < 0))
            #expect(leftDecimal.isZero == (left == 0))
            #expect(ExactDecimal(String(left)) == leftDecimal)
            #expect((leftDecimal < rightDecimal) == (left < right))
            #expect((leftDecimal == rightDecimal) == (left == right))
            #expect(leftDecimal.isMultiple(of: rightDecimal) == (right != 0 && left % right == 0))
        }
    }

    /// Fixed-point numbers against integers scaled by the same power of ten.
    @Test func agreesWithScaledIntegers() throws {
        var generator = SeededGenerator(seed: 2)
        for _ in 0..<20_000 {
            let left = Int.random(in: -3_000_000...3_000_000, using: &generator)
            let right = Int.random(in: -2_000...2_000, using: &generator)
            let scale = Int.random(in: -30...30, using: &generator)
            let (leftDecimal, rightDecimal) = (try decimal("\(left)e\(scale)"), try decimal("\(right)e\(scale)"))
            #expect((leftDecimal < rightDecimal) == (left < right))
            #expect((leftDecimal == rightDecimal) == (left == right))
            #expect(leftDecimal.isMultiple(of: rightDecimal) == (right != 0 && left % right == 0))
            #expect(ExactDecimal(leftDecimal.description) == leftDecimal)
            let isInteger =
                scale >= 0 || left == 0
                || (scale > -10 && left % (0..<(-scale)).reduce(1) { power, _ in power * 10 } == 0)
            #expect(leftDecimal.isInteger == isInteger)
        }
    }

    /// Integers of 128 bits reach beyond the word the mantissa is kept in.
    @Test func agreesWithWideIntegers() throws {
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<5_000 {
            let left = Int128.random(in: -(1 << 120)...(1 << 120), using: &generator)
            let factor = Int128.random(in: 1...(1 << 50), using: &generator)
            let divisor = Int128.random(in: 1...(1 << 70), using: &generator)
            let (leftDecimal, divisorDecimal) = (try decimal("\(left)"), try decimal("\(divisor)"))
            #expect(leftDecimal.description == "\(left)")
            #expect(leftDecimal.isMultiple(of: divisorDecimal) == left.isMultiple(of: divisor))
            #expect(try decimal("\(divisor * factor)").isMultiple(of: divisorDecimal))
            #expect(try !decimal("\(divisor * factor + 1)").isMultiple(of: divisorDecimal) || divisor == 1)
            let right = left + Int128.random(in: -2...2, using: &generator)
            #expect(try (leftDecimal < decimal("\(right)")) == (left < right))
            #expect(try (leftDecimal == decimal("\(right)")) == (left == right))
        }
    }

    @Test func integersAtTheEdgesOfInt() throws {
        for value in [
            Int.min, .min + 1, -1, 0, 1, .max - 1, .max, 1_000_000_000_000_000_000, -9_000_000_000_000_000_000,
        ] {
            #expect(ExactDecimal(value).intValue == value)
            #expect(ExactDecimal(value).description == String(value))
            #expect(try decimal(String(value)) == ExactDecimal(value))
        }
        #expect(try decimal("9223372036854775808").intValue == nil)
        #expect(try decimal("-9223372036854775809").intValue == nil)
        #expect(try decimal("1e19").intValue == nil)
        #expect(try decimal("0.5").intValue == nil)
        #expect(try decimal("0.5").isInteger == false)
        #expect(try decimal("1e400").isInteger)
        #expect((7 as ExactDecimal) == ExactDecimal(7))
    }

    @Test func aMillionDigitsAreNoTrouble() throws {
        let digits = String(repeating: "1234567890", count: 100_000)
        let long = try decimal(digits + "7")
        #expect(long.description == digits + "7")
        #expect(try decimal(digits + "6") < long)
        #expect(!long.isMultiple(of: 10))
        #expect(long.isMultiple(of: 1))
        #expect(try decimal("0." + digits).isInteger == false)
    }
}
