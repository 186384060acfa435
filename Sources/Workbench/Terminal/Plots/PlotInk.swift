/// The characters that drawings are made of: one column each, told apart without any colour.
struct PlotInk: Sendable, Hashable {
    let line: Character
    let lowerEnd: Character
    let upperEnd: Character
    let dot: Character
    let reference: Character
    let band: Character
    let beforeAxis: Character
    let behindAxis: Character
    let axisLine: Character
    let axisStart: Character
    let axisTick: Character
    let axisEnd: Character
    /// From the least to the most.
    let shades: [Character]
    /// Where too few people stand behind a figure, or there is none.
    let hatch: Character

    /// Box and block characters.
    static let blocks = PlotInk(
        line: "─", lowerEnd: "├", upperEnd: "┤", dot: "●", reference: "┊", band: "░", beforeAxis: "◂",
        behindAxis: "▸", axisLine: "─", axisStart: "└", axisTick: "┴", axisEnd: "┘",
        shades: ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"], hatch: "╱")

    /// The same for terminals that know ASCII only.
    static let ascii = PlotInk(
        line: "-", lowerEnd: "[", upperEnd: "]", dot: "o", reference: ":", band: ".", beforeAxis: "<",
        behindAxis: ">", axisLine: "-", axisStart: "+", axisTick: "+", axisEnd: "+",
        shades: ["1", "2", "3", "4", "5", "6", "7", "8"], hatch: "/")

    static func of(isASCII: Bool) -> PlotInk { isASCII ? ascii : blocks }
}
