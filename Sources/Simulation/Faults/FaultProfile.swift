/// How bad the weather is in a run: chances in ten thousand.
struct FaultProfile {
    /// That a call to the broker goes wrong.
    var error = 0
    /// That a process dies within a call.
    var crash = 0
    /// That a process stands still within a call, while others go on.
    var stall = 0
    /// That such a stand-still is a long one, longer than sessions and transactions last, in a hundred.
    var long = 0
    /// That the mark of a transaction's end comes later than the answer, in a hundred.
    var lateMark = 0

    static let quiet = FaultProfile()
    static let calm = FaultProfile(error: 0, crash: 20, stall: 60, long: 10, lateMark: 10)
    static let lossy = FaultProfile(error: 300, crash: 30, stall: 100, long: 25, lateMark: 25)
    static let hostile = FaultProfile(error: 900, crash: 80, stall: 250, long: 40, lateMark: 40)
    static let slow = FaultProfile(error: 60, crash: 20, stall: 500, long: 50, lateMark: 60)
    static let all = [calm, lossy, lossy, hostile, slow]
}
