/// A day of the calendar in UTC.
enum CivilDate {
  private static let day: Int64 = 86_400

  /// The day of a moment, as `2026-03-01`.
  ///
  /// - Parameter seconds: seconds since 1970.
  /// - Returns: the date as ISO 8601 writes it.
  static func text(ofSeconds seconds: Int64) -> String {
    // Years are counted from March, so that a leap day is the last of its year; 400 years have 146 097 days.
    let days = seconds / day - (seconds % day < 0 ? 1 : 0) + 719_468
    let era = days / 146_097 - (days % 146_097 < 0 ? 1 : 0)
    let dayOfEra = days - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    let date = (
      year: yearOfEra + era * 400 + (month >= 10 ? 1 : 0), month: month < 10 ? month + 3 : month - 9,
      day: dayOfYear - (153 * month + 2) / 5 + 1
    )
    return "\(padded(date.year, to: 4))-\(padded(date.month, to: 2))-\(padded(date.day, to: 2))"
  }

  private static func padded(_ number: Int64, to width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
  }
}
