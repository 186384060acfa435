import Diagnostics
import Testing

@Suite("A slip finds the name that was meant")
struct NearMatchTests {
    private static let names = ["region", "residence", "label", "score", "አማራ", "ኦሮሚያ", "Naïve"]

    @Test(
        "One or two slips are forgiven",
        arguments: [
            ("regoin", "region"), ("regio", "region"), ("rregion", "region"), ("Region", "region"), ("lable", "label"),
            ("scoer", "score"), ("residense", "residence"), ("አመራ", "አማራ"), ("ኦሮምያ", "ኦሮሚያ"), ("nai\u{308}ve", "Naïve"),
        ])
    func near(word: String, name: String) { #expect(NearMatch.nearest(to: word, among: Self.names) == name) }

    @Test("What is far, or too short to tell, finds nothing", arguments: ["xyz", "r", "", "tpr", "regionregion", "ab"])
    func far(word: String) { #expect(NearMatch.nearest(to: word, among: Self.names) == nil) }

    @Test("Equal letters in another case win over a smaller edit, and the first of equals wins")
    func order() {
        #expect(NearMatch.nearest(to: "ABC", among: ["abd", "abc"]) == "abc")
        #expect(NearMatch.nearest(to: "abx", among: ["abc", "abd"]) == "abc")
        #expect(NearMatch.nearest(to: "abc", among: [String]()) == nil)
    }

    @Test(
        "A name in another script is found by what it sounds like",
        arguments: [
            ("Amhara", "አማራ"), ("amara", "አማራ"), ("Oromia", "ኦሮሚያ"), ("Oromiya", "ኦሮሚያ"), ("Tigray", "ትግራይ"),
            ("Addis Ababa", "አዲስ አበባ"), ("Gambela", "ጋምቤላ"), ("Benishangul", "ቤንሻንጉል"),
            ("Bihar", "बिहार"), ("Mumbai", "मुंबई"), ("Dhaka", "ঢাকা"), ("Chennai", "சென்னை"),
            ("Nairobi", "نيروبي"), ("Mombasa", "مومباسا"),
        ])
    func spelt(word: String, name: String) {
        let names = [
            "አማራ", "ኦሮሚያ", "ትግራይ", "አዲስ አበባ", "ጋምቤላ", "ቤንሻንጉል", "दिल्ली", "बिहार", "काठमाडौं", "मुंबई", "ঢাকা",
            "சென்னை", "نيروبي", "مومباسا", "日本", "Garissa",
        ]
        #expect(NearMatch.nearest(to: word, among: names) == name)
    }

    @Test("What sounds like none of them finds none", arguments: ["Lagos", "xyz", "Kisumu", "አማ", "aeiou"])
    func unspelt(word: String) {
        #expect(NearMatch.nearest(to: word, among: ["ኦሮሚያ", "ትግራይ", "दिल्ली", "نيروبي", "日本"]) == nil)
    }

    @Test("Very long words are compared by case only")
    func long() {
        let long = String(repeating: "a", count: 10_000)
        #expect(NearMatch.nearest(to: long.uppercased(), among: [long]) == long)
        #expect(NearMatch.nearest(to: long + "b", among: [long]) == nil)
    }
}
