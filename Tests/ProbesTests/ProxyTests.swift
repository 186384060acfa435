import Interchange
import Statistics
import Storage
import Tables
import TestSupport
import Testing

@testable import Probes

@Suite("Proxies")
struct ProxyTests {
    private static func column(_ name: String, _ codes: [Int], levels: Int) -> ProxySearch.Column {
        .init(name, levelCount: levels, codes: codes.map { UInt32($0) })
    }

    @Test("A column that tells the attribute is found, one that does not is not, and missing values can tell, too")
    func planted() throws {
        var random = SeededRandom(seed: 1)
        let count = 3_000
        let attribute = (0..<count).map { _ in Int.random(in: 0..<2, using: &random) }
        let proxy = attribute.map { Double.random(in: 0..<1, using: &random) < 0.85 ? $0 : 1 - $0 }
        let noise = (0..<count).map { _ in Int.random(in: 0..<400, using: &random) }
        // Missing for half of one group, code 3 of three levels.
        let gaps = attribute.map { $0 == 1 && Bool.random(using: &random) ? 3 : Int.random(in: 0..<3, using: &random) }
        let decisions = proxy.map { Double.random(in: 0..<1, using: &random) < 0.8 ? $0 : 1 - $0 }
        let search = try #require(
            ProxySearch(
                of: Self.column("a", attribute, levels: 2),
                features: [
                    Self.column("noise", noise, levels: 400), Self.column("proxy", proxy, levels: 2),
                    Self.column("gaps", gaps, levels: 3),
                ], decisions: (decisions.map { UInt32($0) }, 2), options: .init(permutations: 199)))
        #expect(search.features.map(\.feature) == ["proxy", "gaps", "noise"] && search.rows == count)
        let (first, second, third) = (search.features[0], search.features[1], search.features[2])
        func number(_ value: Double?) throws -> Double { try #require(value) }
        let (firstArea, firstP) = (try number(first.guessingArea), try number(first.pValue))
        #expect(abs(firstArea - 0.85) < 0.02 && firstP < 1e-10)
        let secondAvailability = try number(second.availability)
        #expect(secondAvailability > 0.4 && second.levels == 4)
        // A column of many levels looks telling in the same rows, and is not in others.
        let accuracy = try number(third.association.majorityAccuracy)
        #expect(accuracy > 0.6 && third.association.mutualInformation > 0.05)
        let (thirdAvailability, thirdP) = (try number(third.availability), try number(third.pValue))
        #expect(thirdAvailability < 0.1 && thirdP > 0.001)
        let (firstUse, thirdUse) = (try number(first.use), try number(third.use))
        #expect(firstUse > 0.2 && thirdUse < 0.02)
        #expect(first.score == first.availability.flatMap { a in first.use.map { a * $0 } })
        // With the proxy itself held fixed nothing is left for it to tell of the decision.
        let held = try #require(
            ProxySearch(
                of: Self.column("a", attribute, levels: 2), features: [Self.column("proxy", proxy, levels: 2)],
                decisions: (decisions.map { UInt32($0) }, 2), strata: proxy.map { UInt32($0) }))
        #expect(held.features[0].use == 0)
    }

    @Test("P-values of columns that tell nothing are no smaller than chance makes them", arguments: [2, 40])
    func size(levels: Int) throws {
        var small = 0
        let runs = 200
        for run in 0..<runs {
            var random = SeededRandom(seed: UInt64(run))
            let attribute = (0..<150).map { _ in Int.random(in: 0..<2, using: &random) }
            let feature = (0..<150).map { _ in Int.random(in: 0..<levels, using: &random) }
            let search = try #require(
                ProxySearch(
                    of: Self.column("a", attribute, levels: 2), features: [Self.column("f", feature, levels: levels)],
                    options: .init(seed: UInt64(run), permutations: 99)))
            if (search.features[0].pValue ?? 1) <= 0.05 { small += 1 }
        }
        #expect(Double(small) / Double(runs) <= 0.09)
    }

    @Test(
        "Guesses from a column that tells nothing are right half the time, whatever its levels",
        arguments: [2, 30, 400])
    func chance(levels: Int) throws {
        var areas: [Double] = []
        for run in 0..<60 {
            var random = SeededRandom(seed: UInt64(run))
            let attribute = (0..<1_000).map { _ in Int.random(in: 0..<2, using: &random) }
            let feature = (0..<1_000).map { _ in Int.random(in: 0..<levels, using: &random) }
            let search = try #require(
                ProxySearch(
                    of: Self.column("a", attribute, levels: 2), features: [Self.column("f", feature, levels: levels)],
                    options: .init(seed: UInt64(run), permutations: 1)))
            areas.append(try #require(search.features[0].guessingArea))
        }
        let mean = areas.reduce(0, +) / Double(areas.count)
        // One area strays by about .018, their mean by .0024.
        #expect(abs(mean - 0.5) < 0.0085, "\(mean)")
        #expect(areas.allSatisfy { abs($0 - 0.5) < 0.08 })
    }

    @Test("Rows of one unit are in one fold")
    func folds() throws {
        // A name that stands for one person tells the attribute perfectly, unless that person is left out as a whole.
        let people = (0..<60).flatMap { Array(repeating: $0, count: 10) }
        let attribute = people.map { $0 % 2 }
        func area(_ units: [UInt32]?) throws -> Double {
            let search = try #require(
                ProxySearch(
                    of: Self.column("a", attribute, levels: 2), features: [Self.column("who", people, levels: 60)],
                    units: units, options: .init(permutations: 9)))
            return try #require(search.features[0].guessingArea)
        }
        let (rows, units) = (try area(nil), try area(people.map { UInt32($0) }))
        #expect(rows > 0.99 && abs(units - 0.5) < 0.1)
    }

    @Test("An attribute with one value is refused")
    func oneValue() {
        #expect(ProxySearch(of: Self.column("a", [0, 0, 2], levels: 1), features: []) == nil)
    }

    // MARK: Golden numbers

    private static func feature(_ table: Table, _ name: String, isNumeric: Bool) throws -> ProxySearch.Column {
        let column = try #require(table.category(name))
        guard isNumeric else {
            return .init(
                name, levelCount: column.levels.count, codes: column.codes.map { min($0, UInt32(column.levels.count)) })
        }
        let values = try column.levels.map { try #require(Double($0)) }
        return .init(name, numbers: column.codes.map { $0 == CategoryColumn.missing ? .nan : values[Int($0)] })
    }

    private static func close(_ found: Double?, _ wanted: JSONValue?, _ what: String) throws {
        guard let wanted = wanted?.double else {
            #expect(found == nil, "\(what)")
            return
        }
        let found = try #require(found, "\(what)")
        #expect(abs(found - wanted) <= 1e-9 * max(1, abs(wanted)), "\(what): \(found), not \(wanted)")
    }

    @Test(
        "Associations of the golden file", .enabled(if: SharedFiles.exists("oracles/oracle.json")),
        arguments: ["region", "urban"])
    func oracle(attribute: String) throws {
        let oracle = try JSONValue.parse(FileReader.contents(of: SharedFiles.path("oracles/oracle.json")))
        let section = try #require(oracle["association_with_\(attribute)"]?.members)
        let table = try TableReader.read(path: SharedFiles.path("oracles/data.csv"), columns: .all)
        let protected = try #require(table.category(attribute))
        let search = try #require(
            ProxySearch(
                of: .init(attribute, levelCount: protected.levels.count, codes: protected.codes),
                features: try section.map { try Self.feature(table, $0.name, isNumeric: false) },
                options: .init(permutations: 9)))
        for member in section {
            let own = try #require(search.features.first { $0.feature == member.name }).association
            let numbers = member.value
            try Self.close(own.chiSquare, numbers["chi2"], member.name)
            #expect(own.degreesOfFreedom == numbers["dof"]?.integerValue)
            try Self.close(own.cramersV, numbers["cramers_v"], member.name)
            try Self.close(own.correctedCramersV, numbers["cramers_v_bias_corrected"], member.name)
            try Self.close(own.mutualInformation, numbers["mutual_information_nats"], member.name)
            try Self.close(own.uncertainty(ofRows: true), numbers["theils_u_first_given_second"], member.name)
            try Self.close(own.uncertainty(ofRows: false), numbers["theils_u_second_given_first"], member.name)
            let p = try #require(numbers["chi2_p"]?.double)
            if p > 1e-300 { #expect(abs(try #require(own.chiSquarePValue) - p) <= 1e-6 * p, "\(member.name)") }
        }
    }

    @Test(
        "Proxies of the real data sets", .enabled(if: SharedFiles.exists("data/taiwan-credit/expected.json")),
        arguments: ["taiwan-credit", "finincl"])
    func real(data: String) throws {
        let expected = try JSONValue.parse(FileReader.contents(of: SharedFiles.path("data/\(data)/expected.json")))
        let table = try TableReader.read(
            path: SharedFiles.path("data/\(data)/data.csv"), columns: .all,
            options: {
                var options = ReadingOptions()
                options.limits.levelCount = 1 << 20
                return options
            }())
        let attributes = try #require(expected["proxy"]?.members)
        #expect(!attributes.isEmpty)
        for attribute in attributes {
            let protected = try #require(table.category(attribute.name))
            // In sorted order, as the area of numbers has it.
            let order = protected.levels.indices.sorted { protected.levels[$0] < protected.levels[$1] }
            var rank = [UInt32](repeating: 0, count: order.count)
            for (place, level) in order.enumerated() { rank[level] = UInt32(place) }
            let features = try #require(attribute.value["features"]?.members)
            let search = try #require(
                ProxySearch(
                    of: .init(attribute.name, levelCount: order.count, codes: protected.codes.map { rank[Int($0)] }),
                    features: try features.map {
                        try Self.feature(table, $0.name, isNumeric: $0.value["mutual_information_q10"] != nil)
                    }, options: .init(permutations: 9)))
            #expect(abs(search.baselineAccuracy - (attribute.value["baseline_accuracy"]?.double ?? 0)) < 1e-9)
            for feature in features {
                let own = try #require(search.features.first { $0.feature == feature.name })
                let (numbers, name) = (feature.value, "\(attribute.name), \(feature.name)")
                let whole = own.unbinned ?? own.association
                try Self.close(whole.mutualInformation, numbers["mutual_information"], name)
                try Self.close(whole.cramersV, numbers["cramers_v"], name)
                try Self.close(whole.uncertainty(ofRows: true), numbers["theil_u"], name)
                try Self.close(whole.majorityAccuracy, numbers["majority_accuracy"], name)
                if own.isNumeric {
                    try Self.close(own.association.mutualInformation, numbers["mutual_information_q10"], name)
                    try Self.close(own.association.uncertainty(ofRows: true), numbers["theil_u_q10"], name)
                    if let area = numbers["auc"] { try Self.close(own.numericArea, area, name) }
                    if let correlation = numbers["pearson"] { try Self.close(own.correlation, correlation, name) }
                }
            }
        }
    }
}
