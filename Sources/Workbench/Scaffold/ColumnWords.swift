/// What columns are called for in files of cases, in several languages: only a start for a proposal, never a decision.
///
/// Words are lower case, with spaces between; names are brought into that form before they are compared. Written by us;
/// no native speaker has reviewed the lists.
enum ColumnWords {
    /// What a column can be for.
    enum Purpose: Hashable, Sendable {
        case label, prediction, score, identifier, time, cluster, personal
        /// Membership of a group, of this kind.
        case group(String)
    }

    /// How surely a name says what it is for.
    enum Strength: Int, Comparable, Sendable {
        /// The words stand in the name, beside others.
        case part
        /// They are the whole name.
        case whole

        static func < (a: Strength, b: Strength) -> Bool { a.rawValue < b.rawValue }
    }

    /// How surely `name` speaks of the purpose; `nil` if it does not.
    static func strength(of name: String, for purpose: Purpose) -> Strength? {
        let words = Self.words(of: name)
        let joined = words.joined(separator: " ")
        var found: Strength?
        for phrase in phrases[purpose] ?? [] {
            if joined == phrase { return .whole }
            if found == nil, (" " + joined + " ").contains(" " + phrase + " ") { found = .part }
        }
        return found
    }

    /// The words of a name: `customerID`, `customer_id` and `Customer Id` are the same two.
    static func words(of name: String) -> [String] {
        var words: [String] = []
        var word = ""
        var previousIsLower = false
        for character in name {
            let isWord = character.isLetter || character.isNumber || !character.unicodeScalars.allSatisfy(isPlain)
            if !isWord || (previousIsLower && character.isUppercase) {
                if !word.isEmpty { words.append(word) }
                word = ""
            }
            if isWord { word += character.lowercased() }
            previousIsLower = character.isLowercase
        }
        if !word.isEmpty { words.append(word) }
        return words
    }

    /// Signs between words; marks of Indic and Ethiopic scripts belong to theirs.
    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .otherLetter: false
        default: true
        }
    }

    /// The kinds of groups, in the order in which they are proposed.
    static let groupKinds = ["region", "language", "gender", "age", "ethnicity", "religion", "disability"]

    private static let phrases: [Purpose: [String]] = [
        .label: [
            "label", "outcome", "target", "truth", "ground truth", "actual", "y", "y true", "observed", "repaid",
            "paid",
            "defaulted", "default", "true label", "result", "lebo", "matokeo", "amelipa", "imelipwa", "étiquette",
            "résultat", "resultat", "remboursé", "rembourse", "rótulo", "rotulo", "resultado", "pago", "etiqueta",
            "objetivo", "ውጤት", "परिणाम", "نتيجة", "النتيجة", "sakamako", "hasil", "gold", "reference label",
        ],
        .prediction: [
            "prediction", "predicted", "pred", "predicted label", "y pred", "yhat", "decision", "decided",
            "model decision",
            "approved", "accepted", "output", "model output", "utabiri", "uamuzi", "prédiction", "décision", "predicao",
            "predição", "previsão", "decisão", "decisao", "predicción", "prediccion", "decisión", "ውሳኔ", "ትንበያ",
            "निर्णय", "पूर्वानुमान", "قرار", "القرار", "توقع", "hukunci", "keputusan", "prediksi",
        ],
        .score: [
            "score", "probability", "prob", "proba", "confidence", "risk score", "p", "y score", "alama", "uwezekano",
            "probabilité", "probabilite", "probabilidade", "pontuação", "pontuacao", "probabilidad", "puntaje",
            "puntuación", "puntuacion", "ነጥብ", "स्कोर", "संभावना", "درجة", "احتمال", "skor",
        ],
        .identifier: [
            "id", "identifier", "uuid", "guid", "key", "row id", "record id", "case id", "application id", "loan id",
            "message id", "ref", "reference", "number", "no", "kitambulisho cha ombi", "identifiant", "identificador",
            "dossier", "n dossier", "no dossier", "numéro",
            "መለያ", "क्रमांक", "معرف", "lamba",
        ],
        .time: [
            "date", "time", "timestamp", "datetime", "day", "month", "decided on", "decided at", "created at",
            "applied on",
            "created", "tarehe", "data", "fecha", "ቀን", "तारीख", "दिनांक", "मिति", "تاريخ", "التاريخ", "kwanan wata",
            "tanggal", "horodatage",
        ],
        .cluster: [
            "customer id", "customer", "client id", "client", "user id", "user", "person id", "household id",
            "household",
            "patient id", "member id", "applicant id", "beneficiary id", "borrower id", "mteja", "mteja id", "cliente",
            "id cliente", "id client", "ደንበኛ", "ग्राहक", "عميل", "abokin ciniki", "pelanggan",
        ],
        .personal: [
            "name", "first name", "last name", "full name", "surname", "given name", "family name", "middle name",
            "phone",
            "phone number", "telephone", "tel", "mobile", "mobile number", "msisdn", "cell", "email", "e mail", "mail",
            "national id", "id number", "id no", "identity number", "identity card", "passport", "passport number",
            "ssn",
            "nin", "kra pin", "nida", "aadhaar", "aadhar", "pan", "voter id", "bvn", "cpf", "curp", "dni", "rut",
            "cedula",
            "cédula", "address", "street", "gps", "latitude", "longitude", "lat", "lon", "dob", "date of birth",
            "birth date", "birthdate", "account number", "iban", "card number", "ip", "ip address", "photo", "jina",
            "jina kamili", "simu", "namba ya simu", "nambari ya simu", "barua pepe", "anwani", "kitambulisho", "nom",
            "prénom", "prenom", "téléphone", "courriel", "adresse", "nome", "telefone", "celular", "endereço",
            "endereco",
            "nombre", "apellido", "teléfono", "telefono", "correo", "dirección", "direccion", "ስም", "ስልክ", "ስልክ ቁጥር",
            "አድራሻ", "नाम", "फोन", "फ़ोन", "मोबाइल", "ईमेल", "पता", "आधार", "اسم", "الاسم", "هاتف", "رقم الهاتف", "بريد",
            "عنوان", "suna", "waya", "lambar waya", "nama", "telepon", "alamat", "nik",
        ],
        .group("region"): [
            "region", "county", "district", "province", "state", "zone", "woreda", "kebele", "city", "ward", "area",
            "territory", "municipality", "governorate", "mkoa", "kaunti", "wilaya", "eneo", "jimbo", "région",
            "département", "departement", "commune", "ville", "região", "regiao", "estado", "distrito", "município",
            "municipio", "región", "departamento", "provincia", "província", "ክልል", "ዞን", "ወረዳ", "राज्य", "ज़िला", "जिला",
            "क्षेत्र", "प्रदेश", "منطقة", "محافظة", "ولاية", "إقليم", "المنطقة", "jiha", "yanki", "provinsi", "kabupaten",
            "wilayah",
        ],
        .group("language"): [
            "language", "lang", "mother tongue", "lugha", "langue", "língua", "lingua", "idioma", "lengua", "ቋንቋ", "भाषा",
            "لغة", "اللغة", "harshe", "bahasa",
        ],
        .group("gender"): [
            "gender", "sex", "jinsia", "sexe", "genre", "sexo", "gênero", "genero", "género", "ጾታ", "लिंग", "جنس",
            "الجنس",
            "jinsi", "kelamin", "jenis kelamin",
        ],
        .group("age"): [
            "age", "age band", "age group", "age bracket", "umri", "rika", "âge", "tranche age", "idade",
            "faixa etária",
            "faixa etaria", "edad", "ዕድሜ", "እድሜ", "आयु", "उम्र", "عمر", "العمر", "shekaru", "usia", "umur",
        ],
        .group("ethnicity"): [
            "ethnicity", "ethnic group", "ethnic", "tribe", "caste", "race", "kabila", "ethnie", "etnia", "raça",
            "raca",
            "raza", "ብሔር", "जाति", "عرق", "قبيلة", "kabilanci", "suku",
        ],
        .group("religion"): [
            "religion", "faith", "dini", "religião", "religiao", "religión", "ሃይማኖት", "धर्म", "دين", "ديانة", "addini",
            "agama",
        ],
        .group("disability"): [
            "disability", "disabled", "ulemavu", "handicap", "deficiência", "deficiencia", "discapacidad", "አካል ጉዳት",
            "विकलांगता", "إعاقة", "nakasa", "disabilitas",
        ],
    ]
}
