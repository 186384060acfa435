import Storage
import Tables
import TestSupport
import Testing

@Suite("Real data", .enabled(if: PackageFolder.shared != nil, "the shared data folder is absent"))
struct SharedDataTests {
    @Test("Tweets in 14 languages are read from gzip and matched with both models' predictions")
    func tweets() throws {
        let path = try #require(PackageFolder.sharedFile("data/afrisenti/data.csv.gz"))
        let table = try TableReader.read(
            path: path, as: "data.csv.gz",
            columns: [
                ColumnRequest("id", .identifier), ColumnRequest("language", .category), ColumnRequest("text", .text),
            ])
        #expect(table.rowCount == 34_307)
        #expect(table.accounting.sentence == "34,307 rows read, 34,307 used, 0 refused")
        #expect(table.category("language")?.levels.count == 14)
        let predictions = try TableReader.read(
            path: #require(PackageFolder.sharedFile("data/afrisenti/predictions/local-afri.csv")), as: "local-afri.csv",
            columns: [
                ColumnRequest("id", .identifier), ColumnRequest("prediction", .category),
                ColumnRequest("score_positive", .number),
            ])
        let join = try RowJoin.match(base: table, baseID: "id", other: predictions, otherID: "id")
        #expect(join.matchedCount == 34_307 && join.unmatchedOtherCount == 0)
        #expect(predictions.number("score_positive")?.values.allSatisfy { (0...1).contains($0) } == true)
    }

    @Test(
        "All rows of all files are used",
        arguments: [
            ("afrisenti/counterfactuals/pairs.csv", 5338), ("afrisenti/home/labels.csv", 2000),
            ("afrisenti/predictions/imported-en.csv", 34_307), ("finincl/data.csv", 7058),
            ("finincl/counterfactuals.csv", 35_290), ("taiwan-credit/counterfactuals.csv", 14_902),
        ])
    func counts(file: String, rowCount: Int) throws {
        let table = try TableReader.read(
            path: #require(PackageFolder.sharedFile("data/" + file)), as: file, columns: .all)
        #expect(table.rowCount == rowCount && table.accounting.isBalanced && table.accounting.refused == 0)
    }

    @Test("Bills and payments in Taiwan are read as numbers")
    func bills() throws {
        let table = try TableReader.read(
            path: #require(PackageFolder.sharedFile("data/taiwan-credit/data.csv")), as: "data.csv",
            columns: .every(
                otherwise: .category, except: [ColumnRequest("id", .identifier), ColumnRequest("bill_amt1", .number)]))
        #expect(table.rowCount == 7500 && table.header.count == 26)
        #expect(Set(table.number("bill_amt1")?.values ?? []).count == 6437)
    }
}
