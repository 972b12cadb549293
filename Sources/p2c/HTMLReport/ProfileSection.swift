import Pipeline

/// What the columns of one entity hold.
struct ProfileSection {
    private let profile: EntityProfile

    init(_ profile: EntityProfile) { self.profile = profile }

    /// Columns without any value only have their names in it.
    var columns: [ColumnCard] { profile.columns.filter { $0.filled > 0 }.map { ColumnCard($0) } }

    var start: HTML {
        let all = profile.columns.count + profile.columnsLeftOut
        return """
            <section class="entity">
            <h3><bdi>\(profile.entity)</bdi> <small><bdi>\(profile.file)</bdi>, \
            \(counted(profile.records, "readable record")), \(counted(all, "column"))</small></h3>
            \(empty)\(leftOut)<div class="columns">

            """
    }

    var end: HTML { "</div>\n</section>\n" }

    private var empty: HTML {
        let names = profile.columns.filter { $0.filled == 0 }.map(\.name)
        guard !names.isEmpty else { return .nothing }
        return
            "<p class=\"empty\"><b>Empty in every record</b> \(names.joined(separator: ", "))</p>\n"
    }

    private var leftOut: HTML {
        guard profile.columnsLeftOut > 0 else { return .nothing }
        return """
            <p>\(counted(profile.columnsLeftOut, "column is", "columns are")) not shown, because \
            there are too many.</p>

            """
    }
}

/// One column: how full, how many different values, from where to where, the most frequent ones.
struct ColumnCard {
    private let column: ColumnSummary

    init(_ column: ColumnSummary) { self.column = column }

    var html: HTML {
        let personal: HTML =
            column.isPersonal ? " <span class=\"tag\">personal, masked</span>" : ""
        let about = [column.title, column.type].compactMap(\.self).joined(separator: ", ")
        return """
            <article>
            <h4><bdi>\(column.name)</bdi>\(personal)\
            <small>\(about)</small></h4>
            \(Chart.bar(column.filled, of: column.records))
            <dl>
            <dt>filled</dt><dd>\(unbroken(column.filled)) of \(unbroken(column.records)), \
            \(percent(column.filled, of: column.records))</dd>
            \(misfits)<dt>different</dt><dd>\(distinct)</dd>
            \(range)\(lengths)</dl>
            \(frequent)\(Chart.histogram(column.bars, title: spreadTitle))</article>

            """
    }

    private var misfits: HTML {
        guard column.misfits > 0 else { return .nothing }
        let type = column.type.map { "not a \($0)" } ?? "wrong"
        return "<dt class=\"bad\">wrong</dt><dd>\(unbroken(column.misfits)), \(type)</dd>\n"
    }

    private var distinct: String {
        let count = unbroken(column.distinct.count)
        if !column.distinct.isExact { return "about \(count) (±0.8\u{202F}%)" }
        return column.distinct.count == column.filled && column.filled > 1
            ? "\(count), no value twice" : count
    }

    private var range: HTML {
        guard let low = column.smallest, let high = column.largest else { return .nothing }
        let names: (HTML, HTML) =
            switch column.spread {
            case .years, .hours: ("earliest", "latest")
            default: ("min", "max")
            }
        if low == high, column.distinct.count == 1 {
            return "<dt>value</dt><dd><bdi>\(short(low))</bdi></dd>\n"
        }
        return """
            <dt>\(names.0)</dt><dd><bdi>\(short(low))</bdi></dd>
            <dt>\(names.1)</dt><dd><bdi>\(short(high))</bdi></dd>

            """
    }

    private var lengths: HTML {
        guard let lengths = column.lengths else { return .nothing }
        let (low, high) = (unbroken(lengths.lowerBound), unbroken(lengths.upperBound))
        let most = column.maxLength.map { ", at most \(unbroken($0)) allowed" } ?? ""
        return "<dt>length</dt><dd>\(low == high ? low : "\(low) to \(high)")\(most)</dd>\n"
    }

    /// Values that are there once say nothing about the column.
    private var frequent: HTML {
        let values = column.frequent.filter { $0.count > 1 }
        guard !values.isEmpty, column.distinct.count > 1 else { return .nothing }
        let rows = values.map { value -> HTML in
            let least = column.areCountsExact ? "" : "at least "
            return """
                <tr><th scope="row" title="\(value.text)"><bdi>\(short(value.text))</bdi></th>\
                <td class="number">\(least)\(unbroken(value.count))</td>\
                <td>\(Chart.bar(value.count, of: column.filled))</td></tr>

                """
        }
        return "<table class=\"frequent\">\n<tbody>\n\(rows.joined())</tbody>\n</table>\n"
    }

    private var spreadTitle: String {
        switch column.spread {
        case .none: ""
        case .lengths: "by length"
        case .digits: "by digits before the point"
        case .years: "by year"
        case .hours: "by hour"
        }
    }

    private func short(_ text: String) -> String {
        text.count <= 48 ? text : String(text.prefix(47)) + "…"
    }
}
