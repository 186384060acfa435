import Diagnostics
import Foundation
import Storage
import TestSupport
import Testing

@testable import Tables

@Suite("Days, moments and spans of time")
struct MomentTests {
    private static func parse(_ text: String, zone: ZoneOffsets? = nil) -> MomentParser.Result {
        Array(text.utf8).withUnsafeBufferPointer { bytes in
            bytes.baseAddress.map { MomentParser(zone: zone).parse($0, count: bytes.count) } ?? .malformed
        }
    }

    private static let zone = ZoneOffsets(name: "Test/Three", changes: [(start: 0, offset: 10_800)])

    @Test(
        "What is written in ISO 8601 is read",
        arguments: [
            ("1970-01-01", 0), ("1969-12-31", -86_400), ("2024-02-29", 1_709_164_800),
            ("2000-02-29T00:00", 951_782_400),
            ("2026-01-31 06:30", 1_769_841_000), ("2026-01-31T06:30:15", 1_769_841_015),
            ("2026-01-31t06:30:15.999", 1_769_841_015), ("2026-01-31T06:30:15,5", 1_769_841_015),
            ("2016-12-31T23:59:60", 1_483_228_800), ("0001-01-01", -62_135_596_800), ("9999-12-31", 253_402_214_400),
        ])
    func read(text: String, seconds: Int) {
        #expect(Self.parse(text) == .value(seconds))
        // Without an offset the clock on the wall is meant, whatever the zone.
        #expect(Self.parse(text, zone: Self.zone) == .value(seconds))
    }

    @Test(
        "A moment with an offset is told on the clock of the zone",
        arguments: [
            ("1970-01-02T00:00Z", 97_200), ("1970-01-02T00:00+03:00", 86_400), ("1970-01-02T00:00+0300", 86_400),
            ("1970-01-02T00:00:00.5+03", 86_400), ("1970-01-02T00:00-05:30", 117_000), ("1970-01-02 00:00z", 97_200),
        ])
    func offset(text: String, seconds: Int) {
        #expect(Self.parse(text, zone: Self.zone) == .value(seconds))
        #expect(Self.parse(text) == .needsZone)
    }

    @Test(
        "What is no day of the calendar, or is written in another way, is refused",
        arguments: [
            "", "2026", "2026-1-31", "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "0000-01-01",
            "2026-01-00", "31/01/2026", "2026-01-31T", "2026-01-31T24:00", "2026-01-31T06:60", "2026-01-31T06:30:61",
            "2026-01-31T06:30.", "2026-01-31T06:30:15.", "2026-01-31T06:30+3", "2026-01-31T06:30+24:00", "2026-01-31Z",
            "2026-01-31T06:30 +03:00", " 2026-01-31", "2026-01-31 ", "２０２６-01-31", "NA", "20260131", "-2026-01-31",
        ])
    func refused(text: String) { #expect(Self.parse(text, zone: Self.zone) == .malformed) }

    @Test("Every day of eight centuries is that of the calendar, and its spans read back")
    func calendar() throws {
        var utc = Calendar(identifier: .iso8601)
        utc.timeZone = try #require(TimeZone(secondsFromGMT: 0))
        for day in stride(from: -135_140, to: 157_000, by: 1) where day % 13 == 0 || abs(day) < 2_000 {
            let date = Date(timeIntervalSince1970: Double(day) * 86_400)
            let parts = utc.dateComponents([.year, .month, .day, .yearForWeekOfYear, .weekOfYear], from: date)
            let (year, month) = (try #require(parts.year), try #require(parts.month))
            // Foundation changes to the Julian calendar before 1582.
            let week = (try #require(parts.yearForWeekOfYear), try #require(parts.weekOfYear))
            func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
            let moment = day * 86_400 + abs(day) % 86_400
            let expected: [TimeUnit: String] = [
                .day: "\(year)-\(two(month))-\(two(parts.day ?? 0))", .week: "\(week.0)-W\(two(week.1))",
                .month: "\(year)-\(two(month))", .quarter: "\(year)-Q\((month + 2) / 3)", .year: "\(year)",
            ]
            for unit in TimeUnit.allCases {
                let number = unit.number(of: moment)
                let text = unit.text(of: number)
                if text != expected[unit] || unit.number(ofText: text) != number {
                    Issue.record("\(unit) of day \(day): \(text), not \(expected[unit] ?? "")")
                    return
                }
                // The first moment of a span lies in it, the moment before in the one before.
                let start = unit.start(of: number)
                #expect(unit.number(of: start) == number && unit.number(of: start - 1) == number - 1)
                for longer in TimeUnit.allCases where unit.isPart(of: longer) {
                    #expect(longer.number(of: start) == longer.number(of: moment))
                }
            }
        }
    }

    @Test(
        "What no span is called has no number",
        arguments: [
            (TimeUnit.month, "2026-13"), (.month, "2026-1"), (.month, "2026-01 "), (.month, "2026/01"),
            (.day, "2026-02-30"),
            (.week, "2026-W54"), (.week, "2026-W00"), (.week, "2027-W53"), (.quarter, "2026-Q5"), (.quarter, "2026-Q0"),
            (.year, "26"), (.year, "20266"), (.year, ""),
        ])
    func notWritten(unit: TimeUnit, text: String) { #expect(unit.number(ofText: text) == nil) }

    @Test("The offset of a zone is that of its last change")
    func offsets() {
        let zone = ZoneOffsets(
            name: "X", changes: [(start: -10, offset: 1), (start: 5, offset: 2), (start: 9, offset: 3)])
        #expect([-11, -10, 4, 5, 8, 9, 100].map(zone.offset) == [1, 1, 1, 2, 2, 3, 3])
    }

    @Test("Clusters fall into the block that their SHA-256 begins with")
    func blocks() throws {
        // The first byte of SHA-256("abc") is ba, of SHA-256("") e3.
        let column = CategoryColumn(name: "person", levels: ["abc", "", "abc "], codes: [0, 1, .max, 0, 2])
        let told = try column.told(as: "block", by: .block)
        let third = SHA256.digest(of: Array("abc ".utf8))[0] >> 2
        #expect((0..<5).map { told.level(ofRow: $0) } == ["46", "56", nil, "46", ClusterBlock.text(Int(third))])
    }

    private static let told = [
        ColumnRequest("day", .category), ColumnRequest("month", from: "day", by: .period(.month, zone: nil)),
        ColumnRequest("week", from: "day", by: .period(.week, zone: nil)),
        ColumnRequest("block", from: "person", by: .block), ColumnRequest("person", .category),
    ]

    /// The months, weeks and blocks of each row.
    private static func levels(_ table: Table) -> [[String?]] {
        (0..<table.rowCount).map { row in
            ["month", "week", "block"].map { table.category($0)?.level(ofRow: row) }
        }
    }

    @Test("Spans and blocks are told alike from plain rows, quoted rows, JSON Lines, any chunks, and rows in memory")
    func everyWay() throws {
        var random = SeededRandom(seed: 3)
        var (plain, quoted, json) = ("day,person\n", "day,person\n", "")
        for _ in 0..<400 {
            let number = Int.random(in: 19_000..<20_500, using: &random)
            let day = Int.random(in: 0..<9, using: &random) == 0 ? "" : TimeUnit.day.text(of: number) + "T11:59"
            let person = "p\(Int.random(in: 0..<90, using: &random))"
            plain += "\(day),\(person)\n"
            quoted += day.isEmpty ? ",\"\(person)\"\n" : "\"\(day)\",\"\(person)\"\n"
            json += "{\"day\": \(day.isEmpty ? "null" : "\"\(day)\""), \"person\": \"\(person)\"}\n"
        }
        let folder = try ScratchFolder()
        let path = try folder.write(plain, as: "plain.csv")
        let expected = Self.levels(try TableReader.read(path: path, columns: .only(Self.told)))
        #expect(expected.contains { $0[0] == nil } && Set(expected.map { $0[0] }).count > 40)
        for (name, text) in [("plain.csv", plain), ("quoted.csv", quoted), ("rows.jsonl", json)] {
            let path = try folder.write(text, as: name)
            for size in [16, 100, 65_536] {
                var options = ReadingOptions()
                options.chunkByteCount = size
                let table = try TableReader.read(path: path, columns: .only(Self.told), options: options)
                #expect(Self.levels(table) == expected, "\(name) in chunks of \(size)")
            }
            var table = try TableReader.read(
                path: path, columns: [ColumnRequest("day", .category), ColumnRequest("person", .category)])
            for request in Self.told where request.isTold {
                let source = try #require(table.category(request.source))
                table = try table.telling(request.name, from: source, by: request.reading)
            }
            #expect(Self.levels(table) == expected, "\(name) in memory")
        }
    }

    @Test("A cell that is no moment refuses its row, with its place; a name that is taken refuses the file")
    func faults() throws {
        let folder = try ScratchFolder()
        let text = "day,person\n2026-01-01,a\n2026-02-30,b\n,c\n2026-01-01T00:00Z,d\n"
        for (name, content) in [
            ("t.csv", text),
            (
                "t.jsonl",
                "{\"day\":\"2026-01-01\"}\n{\"day\":\"2026-02-30\"}\n{\"day\":null}\n{\"day\":\"2026-01-01T00:00Z\"}\n"
            ),
        ] {
            let path = try folder.write(content, as: name)
            var options = ReadingOptions()
            options.refuseBadRows = true
            let table = try TableReader.read(path: path, columns: [Self.told[1]], options: options)
            #expect(table.rowCount == 2 && table.accounting.refused == 2 && table.accounting.isBalanced)
            #expect(table.refusedRows.map(\.code) == ["E249", "E250"])
            #expect(table.refusedRows.map(\.line) == (name == "t.csv" ? [3, 5] : [2, 4]))
            let kept = try #require(try? TableReader.read(path: path, columns: [ColumnRequest("day", .category)]))
            let source = try #require(kept.category("day"))
            #expect(throws: TableError.self) { try kept.telling("month", from: source, by: .period(.month, zone: nil)) }
        }
        for (name, content) in [
            ("n.csv", "day,month\n2026-01-01,1\n"), ("n.jsonl", "{\"day\":\"2026-01-01\",\"month\":1}\n"),
        ] {
            let path = try folder.write(content, as: name)
            do {
                _ = try TableReader.read(path: path, columns: [Self.told[1]])
                Issue.record("\(name): a name that is taken")
            } catch {
                #expect(error.problems.map(\.fault) == [.nameTaken("month", column: "day")])
                #expect(error.exitStatus == .usage)
            }
        }
    }

    @Test(
        "Days of the Ethiopian calendar are those of the Gregorian one that the same morning begins",
        arguments: [
            ("2018-01-01", "2025-09-11"), ("2000-01-01", "2007-09-12"), ("2016-13-05", "2024-09-10"),
            ("2015-13-06", "2023-09-11"), ("2018-04-29", "2026-01-07"), ("1962-04-23", "1970-01-01"),
            ("0001-01-01", "0008-08-27"),
        ])
    func ethiopic(text: String, day: String) {
        #expect(DateCalendar.ethiopic.isoDay(text) == day)
    }

    @Test(
        "What is no day of the calendar is none",
        arguments: ["2018-13-06", "2018-14-01", "2018-01-31", "2018-00-01", "2018-1-1", "2018/01/01", ""])
    func notEthiopic(text: String) {
        #expect(DateCalendar.ethiopic.isoDay(text) == nil)
    }

    @Test("Foundation's Ethiopian calendar says the same of every day of thirty years")
    func foundation() throws {
        var calendar = Calendar(identifier: .ethiopicAmeteMihret)
        calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
        for day in stride(from: 0, to: 365 * 60, by: 1) where day % 7 < 2 || day % 365 > 355 {
            let parts = calendar.dateComponents(
                [.year, .month, .day], from: Date(timeIntervalSince1970: Double(day) * 86_400))
            guard let year = parts.year, let month = parts.month, let date = parts.day else { continue }
            #expect(DateCalendar.ethiopic.dayNumber(year: year, month: month, day: date) == day)
            #expect(date <= DateCalendar.ethiopic.days(inMonth: month, of: year))
        }
    }

    @Test("A column of Ethiopian days is told by spans of the Gregorian calendar")
    func told() throws {
        let table = try TableReader.read(
            bytes: Array("id,day\n1,2018-01-01\n2,2018-04-29\n3,\n".utf8), as: "t.csv",
            columns: [ColumnRequest("day.month", from: "day", by: .period(.month, zone: nil, calendar: .ethiopic))])
        let column = try #require(table.category("day.month"))
        #expect((0..<3).map { column.level(ofRow: $0) } == ["2025-09", "2026-01", nil])
    }
}
