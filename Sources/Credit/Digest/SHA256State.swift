/// The eight words that SHA-256 carries from block to block, and the step over one block (FIPS 180-4, 6.2.2).
struct SHA256State: Sendable {
    private var a: UInt32 = 0x6a09_e667
    private var b: UInt32 = 0xbb67_ae85
    private var c: UInt32 = 0x3c6e_f372
    private var d: UInt32 = 0xa54f_f53a
    private var e: UInt32 = 0x510e_527f
    private var f: UInt32 = 0x9b05_688c
    private var g: UInt32 = 0x1f83_d9ab
    private var h: UInt32 = 0x5be0_cd19

    var digest: Digest256 {
        Digest256(words: (
            UInt64(a) << 32 | UInt64(b), UInt64(c) << 32 | UInt64(d), UInt64(e) << 32 | UInt64(f), UInt64(g) << 32 | UInt64(h)
        ))
    }

    /// Takes the 64 bytes at an address in.
    mutating func compress(_ block: UnsafeRawPointer) {
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 16) { space in
            sha256Constants.withUnsafeBufferPointer { constants in
                guard let w = space.baseAddress, var k = constants.baseAddress else { return }
                for i in 0..<16 { w[i] = UInt32(bigEndian: block.loadUnaligned(fromByteOffset: i &* 4, as: UInt32.self)) }
                var next = self
                next.rounds(w, k, expanding: false)
                for _ in 0..<3 {
                    k += 16
                    next.rounds(w, k, expanding: true)
                }
                add(next)
            }
        }
    }

    /// Sixteen rounds, after which every word has its own name again: no word is moved.
    ///
    /// - parameter expanding: whether the message schedule goes on, beside the rounds that wait for each other.
    @inline(__always)
    private mutating func rounds(_ w: UnsafeMutablePointer<UInt32>, _ k: UnsafePointer<UInt32>, expanding: Bool) {
        round(a, b, c, &d, e, f, g, &h, k[0] &+ word(w, 0, expanding))
        round(h, a, b, &c, d, e, f, &g, k[1] &+ word(w, 1, expanding))
        round(g, h, a, &b, c, d, e, &f, k[2] &+ word(w, 2, expanding))
        round(f, g, h, &a, b, c, d, &e, k[3] &+ word(w, 3, expanding))
        round(e, f, g, &h, a, b, c, &d, k[4] &+ word(w, 4, expanding))
        round(d, e, f, &g, h, a, b, &c, k[5] &+ word(w, 5, expanding))
        round(c, d, e, &f, g, h, a, &b, k[6] &+ word(w, 6, expanding))
        round(b, c, d, &e, f, g, h, &a, k[7] &+ word(w, 7, expanding))
        round(a, b, c, &d, e, f, g, &h, k[8] &+ word(w, 8, expanding))
        round(h, a, b, &c, d, e, f, &g, k[9] &+ word(w, 9, expanding))
        round(g, h, a, &b, c, d, e, &f, k[10] &+ word(w, 10, expanding))
        round(f, g, h, &a, b, c, d, &e, k[11] &+ word(w, 11, expanding))
        round(e, f, g, &h, a, b, c, &d, k[12] &+ word(w, 12, expanding))
        round(d, e, f, &g, h, a, b, &c, k[13] &+ word(w, 13, expanding))
        round(c, d, e, &f, g, h, a, &b, k[14] &+ word(w, 14, expanding))
        round(b, c, d, &e, f, g, h, &a, k[15] &+ word(w, 15, expanding))
    }

    /// A word of the message schedule, made in place of the one 16 before it.
    @inline(__always)
    private func word(_ w: UnsafeMutablePointer<UInt32>, _ i: Int, _ expanding: Bool) -> UInt32 {
        if expanding {
            w[i] = w[i] &+ smallSigma0(w[(i &+ 1) & 15]) &+ w[(i &+ 9) & 15] &+ smallSigma1(w[(i &+ 14) & 15])
        }
        return w[i]
    }

    private mutating func add(_ other: SHA256State) {
        a &+= other.a
        b &+= other.b
        c &+= other.c
        d &+= other.d
        e &+= other.e
        f &+= other.f
        g &+= other.g
        h &+= other.h
    }
}

@inline(__always)
private func round(
    _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32, _ e: UInt32, _ f: UInt32, _ g: UInt32, _ h: inout UInt32,
    _ word: UInt32
) {
    let t = h &+ word &+ (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) &+ (((f ^ g) & e) ^ g)
    d &+= t
    // The majority, so written that `a ^ b` is the next round's `b ^ c`.
    h = t &+ (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) &+ (((a ^ b) & (b ^ c)) ^ b)
}

@inline(__always)
private func smallSigma0(_ x: UInt32) -> UInt32 { rotate(x, 7) ^ rotate(x, 18) ^ (x &>> 3) }

@inline(__always)
private func smallSigma1(_ x: UInt32) -> UInt32 { rotate(x, 17) ^ rotate(x, 19) ^ (x &>> 10) }

@inline(__always)
private func rotate(_ x: UInt32, _ n: UInt32) -> UInt32 { (x &>> n) | (x &<< (32 &- n)) }

private let sha256Constants: [UInt32] = [
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
]
