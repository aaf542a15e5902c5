import Credit

/// 周岁: the years that a natural person has completed (民法典 art. 17: of full age at eighteen).
enum Age {
    /// Whether the person of a resident number (GB 11643) has completed so many years on a date, on the birthday itself too
    /// (民法典 art. 1259). For one of 29 February that is the last day of the month where the year has none (art. 202).
    ///
    /// True too if the number is no right one or the date none: then nothing is known, and the schema says what is wrong.
    static func isReached(_ years: Int, by number: UnsafeRawBufferPointer, on date: UnsafeRawBufferPointer) -> Bool {
        guard let birth = ResidentID.birthDate(of: number), let day = CivilDate(standard: date) else { return true }
        return birth.adding(months: years * 12) <= day
    }
}
