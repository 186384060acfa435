import Statistics

/// Writes predictions of a made-up credit model, the same bytes for the same seed.
///
/// Columns: id, label, score (four decimals), prediction (score ≥ 0.5), region, language, gender, age_band, income, urban,
/// device, month. Regions and languages differ in size, in base rate and in how well the score works, so that no metric
/// is trivial.
struct PredictionWriter {
    let seed: UInt64

    private static let regions = [
        "capital", "north", "coast", "lakes", "highland", "east", "south", "delta", "west", "plains", "islands",
        "border",
    ]
    private static let languages = ["en", "fr", "sw", "ha", "yo", "am", "zu", "pt", "ar"]
    private static let genders = ["female", "male", "nonbinary"]
    private static let ages = ["18-24", "25-34", "35-44", "45-54", "55-64", "65+"]
    private static let devices = [
        "android_low", "android_mid", "android_high", "iphone", "feature_phone", "web", "agent", "ussd",
    ]

    /// The whole file.
    ///
    /// - Complexity: O(rows), about 60 bytes each.
    func text(rows: Int) -> [UInt8] {
        var random = RandomStream(seed: seed, name: "predictions")
        var bytes: [UInt8] = []
        bytes.reserveCapacity(rows * 64 + 128)
        bytes += "id,label,score,prediction,region,language,gender,age_band,income,urban,device,month\n".utf8
        for row in 1...max(1, rows) { append(row, &random, to: &bytes) }
        return bytes
    }

    private func append(_ row: Int, _ random: inout RandomStream, to bytes: inout [UInt8]) {
        // Squares of uniforms make the first names common and the last ones rare.
        let region = pick(Self.regions, skewed: random.uniform())
        let language =
            random.uniform() < 0.4 ? region % Self.languages.count : pick(Self.languages, skewed: random.uniform())
        let gender = random.uniform() < 0.023 ? 2 : random.uniform() < 0.5 ? 0 : 1
        let age = pick(Self.ages, skewed: random.uniform())
        let isUrban = random.uniform() < 0.6
        let income = 800 + Int(4_000 * random.uniform() * random.uniform()) + (isUrban ? 900 : 0)
        let truth = 0.5 - Double(region) / 12 + Double(income) / 4_000 + random.normal()
        let isPositive = random.uniform() < logistic(1.4 * truth)
        let seen = (1.3 - Double(language) / 12) * truth - (gender == 0 ? 0.2 : 0) + 0.6 * random.normal()
        let score = Int((logistic(1.4 * seen) * 10_000).rounded())
        append([row, isPositive ? 1 : 0], to: &bytes)
        let digits = String(score % 10_000)
        bytes += "\(score / 10_000).\(String(repeating: "0", count: 4 - digits.count))\(digits),".utf8
        bytes += "\(score >= 5_000 ? 1 : 0),\(Self.regions[region]),\(Self.languages[language]),".utf8
        bytes += "\(Self.genders[gender]),\(Self.ages[age]),".utf8
        bytes += "\(income).\(10 + Int(random.uniform() * 90)),\(isUrban ? 1 : 0),".utf8
        bytes += "\(Self.devices[Int(random.uniform() * 8)]),\(1 + Int(random.uniform() * 12))\n".utf8
    }

    private func append(_ numbers: [Int], to bytes: inout [UInt8]) {
        for number in numbers {
            bytes += String(number).utf8
            bytes.append(UInt8(ascii: ","))
        }
    }

    private func pick(_ names: [String], skewed uniform: Double) -> Int { Int(uniform * uniform * Double(names.count)) }
    private func logistic(_ x: Double) -> Double { NormalDistribution.cdf(x / 1.7) }
}
