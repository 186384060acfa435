@main
enum Kigezo {
    static func main() {}
}
