@testable import Storage
import TestSupport
import Testing

/// Digests of `count` bytes (i × 7 + 3) mod 251, made with Python 3.11's hashlib.
private let lengths: [(count: Int, digest: String)] = [
    (0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    (1, "084fed08b978af4d7d196a7446a86b58009e636b611db16211b65a9aadff29c5"),
    (3, "6ab0dba1f4f1dfbb37b4f9eeb092c09fca4900ad32bdcd147d8dde35d6c87c35"),
    (54, "c17917230c1e735a96829953f52db5339d0d82265e5699ee6451ae70ab0d559d"),
    (55, "1deace58c745f3ecadde68a5923f494c3703fa73f0306483ccb898a5826e8d70"),
    (56, "06dbe23685750e4d3881ded95047abaf93fa8f9c5d3501dc57c717a72ff1398e"),
    (57, "011f4bced20a249afb834d24b3e4eca31ad5ea2bdd1d8a1a564c2d2410398e69"),
    (63, "47fb38b12335c9298d09280515c0666489a189d1554bb0ac1a0740806ce9d8b6"),
    (64, "dfa798724b1a8014994f363e5da7474ed26ce3757fb29e07aa47ad5a9352d37b"),
    (65, "dd2eab5a5507d7717c63ce953d9ac61752c21e664425ad1227054722a0d97f69"),
    (111, "2ea239204423b890039a115a62d44a1b1c37675a784f5c6a9b786e9fca4c4cee"),
    (112, "ab7909f0b44839b4f374c4e5974bc1dd7c50eae999602865138f9e3586da29c2"),
    (119, "c6e0f435df5d7d265baacca31e0602c00aa22fa6d3819aed664649294c743756"),
    (120, "17eb8960823a644bde3065620bb9d45931fe8993fd8eb692a17aff0fd725db6a"),
    (127, "2409a159329f4e770a7d8128130497abb1de01ffb6ad389d97d89ebbeeb7f02c"),
    (128, "3a9c1e22e20578eebe442238f431befd688bd56698eb7c77d95d3f97d8f58207"),
    (129, "956f5da998f608be52587f28902b608909b661f99a1b300e3d3046b4f69f6fb5"),
    (1000, "a9425c416f534025a4e2422bd14adba4ec3d4a68d10c3329be8df612964d2b6e"),
    (4096, "0d356260eaf09e3b3dc81a65b2ad2399aa7c4921c0274bd2cbb54c2a21c46e3b"),
]

@Test(
    "The digests of FIPS 180-4's messages are the published ones",
    arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ])
func published(message: String, digest: String) {
    #expect(SHA256.hexadecimal(SHA256.digest(of: Array(message.utf8))) == digest)
}

@Test("Digests are right at every length around a block's border", arguments: lengths)
func borders(count: Int, digest: String) {
    let bytes = (0..<count).map { UInt8(($0 * 7 + 3) % 251) }
    #expect(SHA256.hexadecimal(SHA256.digest(of: bytes)) == digest)
}

@Test("A digest does not depend on the pieces it is fed in", arguments: 0..<20 as Range<UInt64>)
func pieces(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let bytes = (0..<Int.random(in: 0...700, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
    var hash = SHA256()
    var offset = 0
    while offset < bytes.count {
        let count = min(bytes.count - offset, Int.random(in: 0...130, using: &random))
        hash.update(Array(bytes[offset..<offset + count]))
        offset += count
    }
    #expect(hash.finalize() == SHA256.digest(of: bytes))
}

@Test(
    "The processor's own instructions change no digest, however the bytes are cut", arguments: 0..<40 as Range<UInt64>)
func portable(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let bytes = (0..<Int.random(in: 0...2000, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
    var (portable, native) = (SHA256(isPortable: true), SHA256())
    portable.update(bytes)
    var start = 0
    while start < bytes.count {
        let end = min(bytes.count, start + Int.random(in: 1...300, using: &random))
        native.update(Array(bytes[start..<end]))
        start = end
    }
    #expect(portable.finalize() == native.finalize(), "seed \(seed)")
}
