import Tables

extension SQLDialect {
    /// The level that a rule tells from a cell; NULL where the cell is.
    ///
    /// Days and moments are those of the clock of the zone already: a column with a zone of its own is converted in a
    /// view first.
    func level(of cell: String, by rule: ToldDimension.Rule) -> String {
        switch rule {
        case .block: block(of: cell)
        case .decision: "CAST(\(cell) AS \(textType))"
        case .period(let unit):
            switch self {
            case .duckdb: duckdbPeriod("CAST(\(cell) AS TIMESTAMP)", unit)
            case .postgres: "to_char(CAST(\(cell) AS timestamp), '\(Self.postgresPattern(unit))')"
            case .spark: sparkPeriod("CAST(\(cell) AS TIMESTAMP)", unit)
            }
        }
    }

    private func duckdbPeriod(_ moment: String, _ unit: TimeUnit) -> String {
        switch unit {
        case .day: "strftime(\(moment), '%Y-%m-%d')"
        case .week: "strftime(\(moment), '%G-W%V')"
        case .month: "strftime(\(moment), '%Y-%m')"
        case .quarter: "strftime(\(moment), '%Y') || '-Q' || CAST(quarter(\(moment)) AS VARCHAR)"
        case .year: "strftime(\(moment), '%Y')"
        }
    }

    private static func postgresPattern(_ unit: TimeUnit) -> String {
        switch unit {
        case .day: "YYYY-MM-DD"
        case .week: "IYYY-\"W\"IW"
        case .month: "YYYY-MM"
        case .quarter: "YYYY-\"Q\"Q"
        case .year: "YYYY"
        }
    }

    private func sparkPeriod(_ moment: String, _ unit: TimeUnit) -> String {
        func part(_ name: String, _ width: Int) -> String {
            "lpad(CAST(extract(\(name) FROM \(moment)) AS STRING), \(width), '0')"
        }
        return switch unit {
        case .day: "date_format(\(moment), 'yyyy-MM-dd')"
        // Patterns of Spark know no year of weeks.
        case .week: "\(part("YEAROFWEEK", 4)) || '-W' || \(part("WEEK", 2))"
        case .month: "date_format(\(moment), 'yyyy-MM')"
        case .quarter: "date_format(\(moment), 'yyyy') || '-Q' || \(part("QUARTER", 1))"
        case .year: "date_format(\(moment), 'yyyy')"
        }
    }

    /// The first six bits of the SHA-256, from its first two hexadecimal digits.
    private func block(of cell: String) -> String {
        let text = "CAST(\(cell) AS \(textType))"
        let digest =
            switch self {
            case .duckdb: "sha256(\(text))"
            case .postgres: "encode(sha256(convert_to(\(text), 'UTF8')), 'hex')"
            case .spark: "sha2(\(text), 256)"
            }
        func digit(_ place: Int) -> String {
            let one = "substr(\(digest), \(place), 1)"
            return self == .spark
                ? "(locate(\(one), '0123456789abcdef') - 1)" : "(strpos('0123456789abcdef', \(one)) - 1)"
        }
        let quotient =
            switch self {
            case .duckdb: "(\(digit(2)) // 4)"
            case .postgres: "(\(digit(2)) / 4)"
            case .spark: "(\(digit(2)) div 4)"
            }
        return "lpad(CAST(4 * \(digit(1)) + \(quotient) AS \(textType)), 2, '0')"
    }
}
