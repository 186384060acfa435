/// Which cells of a workbook hold days and times, told from the formats their numbers are shown in.
struct WorkbookNumberFormats {
    /// By the index of a cell's style.
    private var isTime: [Bool] = []
    /// Whether days are counted from 1904 instead of 1900.
    var startsIn1904 = false

    /// The numbers of formats that every workbook has and that show days or times (ECMA-376, 18.8.30).
    private static let customary: Set<Int> = Set(14...22).union(27...36).union(45...47).union(50...58)

    init() {}

    init(styles bytes: [UInt8]) throws(TableFault) {
        var scanner = try XMLScanner(bytes, part: "xl/styles.xml")
        var own: [Int: Bool] = [:]
        var isInCells = false
        while true {
            switch try scanner.next() {
            case .start("numFmt"):
                if let id = scanner.attributes["numFmtId"].flatMap({ Int($0) }) {
                    own[id] = Self.showsTime(scanner.attributes["formatCode"] ?? "")
                }
            case .start("cellXfs"): isInCells = true
            case .end("cellXfs"): isInCells = false
            case .start("xf") where isInCells:
                let id = scanner.attributes["numFmtId"].flatMap { Int($0) } ?? 0
                isTime.append(own[id] ?? Self.customary.contains(id))
            case .finished: return
            default: break
            }
        }
    }

    func holdsTime(style: Int) -> Bool { isTime.indices.contains(style) && isTime[style] }

    /// Whether a format shows days or times of day: it has `y`, `m`, `d`, `h` or `s` outside quotes and brackets.
    /// Hours that go on beyond a day, `[h]`, are a length of time and stay a number.
    static func showsTime(_ code: String) -> Bool {
        var shows = false
        var characters = code.lowercased().makeIterator()
        while let character = characters.next() {
            switch character {
            case "\"": while let inner = characters.next(), inner != "\"" {}
            case "[":
                var inside = ""
                while let inner = characters.next(), inner != "]" { inside.append(inner) }
                if ["h", "hh", "m", "mm", "s", "ss"].contains(inside) { return false }
            case "\\", "_", "*": _ = characters.next()
            // Of a number's several formats the first one is that of positive numbers.
            case ";": return shows
            case "y", "d", "h", "s", "m": shows = true
            // General begins with g and holds no letter of time but e.
            case "g" where code.lowercased().hasPrefix("general"): return false
            default: break
            }
        }
        return shows
    }

    /// A day or moment as ISO text: a day where it is whole, else with the time to the second; a time alone below one.
    ///
    /// - Returns: `nil` for what is no day of a workbook: negative, or 29 February 1900, which never was.
    func text(ofSerial serial: Double) -> String? {
        guard serial.isFinite, serial >= 0, serial < 2_958_466 else { return nil }
        var day = Int(serial.rounded(.down))
        var second = Int(((serial - Double(day)) * 86_400).rounded())
        if second == 86_400 { (day, second) = (day + 1, 0) }
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
        let time = "\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))"
        if day == 0, !startsIn1904 { return time }
        let number: Int
        if startsIn1904 {
            number = day - 24_107
        } else {
            // The 1900 system counts a 29 February 1900.
            guard day != 60 else { return nil }
            number = day - (day > 60 ? 25_569 : 25_568)
        }
        let date = TimeUnit.day.text(of: number)
        return second == 0 ? date : date + "T" + time
    }
}
