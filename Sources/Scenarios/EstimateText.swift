import Interchange
import Metrics
import Statistics

/// The machine-readable form of many estimates as text, written without a tree of values between.
///
/// Each record reads as the canonical text of `EstimateJSON.record` does.
package struct EstimateText: Sendable {
    private var writer: JSONWriter
    private var text = ""

    private init(_ layout: JSONValue.Layout, recordCount: Int) {
        writer = JSONWriter(layout)
        text.reserveCapacity(480 * recordCount + 128)
    }

    /// The object that any question yielding estimates prints, ended by a line feed.
    package static func document(_ records: [Assessment.MetricEstimate]) -> String {
        var output = EstimateText(.indented, recordCount: records.count)
        output.writer.beginObject()
        output.writer.name("estimates")
        output.writer.beginArray()
        for record in records { output.write(record) }
        output.writer.endArray()
        output.writer.name("kigezo")
        output.writer.write(1)
        output.writer.name("kind")
        output.writer.write("estimates")
        output.writer.endObject()
        output.writer.endLine()
        output.text += output.writer.takeText()
        return output.text
    }

    /// A record a line.
    package static func lines(_ records: [Assessment.MetricEstimate]) -> String {
        var output = EstimateText(.compact, recordCount: records.count)
        for record in records {
            output.write(record)
            output.writer.endLine()
        }
        output.text += output.writer.takeText()
        return output.text
    }

    private mutating func write(_ record: Assessment.MetricEstimate) {
        append(record)
        // Small pieces stay in the cache, and the whole text stands in memory once.
        if writer.bytes.count > 1 << 14 { text += writer.takeText() }
    }

    /// One record; its members stand in the order of their names' bytes.
    private mutating func append(_ record: Assessment.MetricEstimate) {
        let estimate = record.estimate
        writer.beginObject()
        beginMembers(estimate)
        writer.name("group")
        write(record.group)
        writer.name("interval")
        write(estimate.interval)
        if let labels = record.labels {
            writer.name("labels")
            writer.write(labels.rawValue)
        }
        writer.name("metric")
        writer.write(record.metric)
        writer.name("model")
        writer.write(record.model)
        writer.name("n")
        writer.write(estimate.n)
        writer.name("no-skill")
        write(record.noSkill)
        writeReason(estimate)
        if let shrunken = record.shrunken {
            writer.name("shrunken")
            writer.beginObject()
            beginMembers(shrunken)
            writer.name("interval")
            write(shrunken.interval)
            writer.name("n")
            writer.write(shrunken.n)
            writeReason(shrunken)
            writer.name("value")
            write(shrunken.number)
            writer.endObject()
        }
        writer.name("value")
        write(estimate.number)
        writer.endObject()
    }

    /// The members of an estimate whose names come first.
    private mutating func beginMembers(_ estimate: Estimate) {
        if let effect = estimate.designEffect {
            writer.name("design-effect")
            writer.write(effect)
        }
        writer.name("exactness")
        write(estimate.exactness)
        writer.name("flags")
        writer.beginArray()
        for flag in estimate.flags { writer.write(flag.rawValue) }
        writer.endArray()
    }

    private mutating func writeReason(_ estimate: Estimate) {
        guard let reason = estimate.reason else { return }
        writer.name("reason")
        writer.write(reason.rawValue)
    }

    private mutating func write(_ number: Double?) {
        if let number { writer.write(number) } else { writer.writeNull() }
    }

    private mutating func write(_ exactness: Exactness) {
        switch exactness {
        case .exact: writer.write("exact")
        case .approximate: writer.write("approximate")
        case .bounded(let lower, let upper):
            writer.beginObject()
            writer.name("lower")
            write(limit: lower)
            writer.name("upper")
            write(limit: upper)
            writer.endObject()
        }
    }

    private mutating func write(_ interval: Interval?) {
        guard let interval else {
            writer.writeNull()
            return
        }
        writer.beginObject()
        writer.name("level")
        writer.write(interval.level)
        writer.name("lower")
        write(limit: interval.lower)
        writer.name("method")
        writer.write(interval.method.rawValue)
        writer.name("upper")
        write(limit: interval.upper)
        writer.endObject()
    }

    /// A limit; an interval that is open on one side has none there, and no infinite number.
    private mutating func write(limit: Double) {
        if limit.isFinite { writer.write(limit) } else { writer.writeNull() }
    }

    private mutating func write(_ key: GroupKey) {
        var levels = key.levels
        if levels.count > 1 {
            levels.sort { $0.dimension.utf8.lexicographicallyPrecedes($1.dimension.utf8) }
        }
        writer.beginObject()
        for level in levels {
            writer.name(level.dimension)
            writer.write(level.name)
        }
        writer.endObject()
    }
}
