import Pipeline

/// Small charts as SVG within the page. Their colours are the style sheet's.
enum Chart {
    private static let width = 1000

    /// A share as a bar. The number stands beside it, so it says nothing to who cannot see it.
    static func bar(_ part: Int, of whole: Int) -> HTML {
        let length = whole > 0 ? part * width / whole : 0
        let shown = part > 0 ? max(length, 6) : 0
        return """
            <svg class="bar" viewBox="0 0 1000 8" preserveAspectRatio="none" aria-hidden="true">\
            <rect class="track" width="1000" height="8"></rect>\
            <rect class="part" width="\(shown)" height="8"></rect></svg>
            """
    }

    /// Bars side by side, with the ends of the range below.
    static func histogram(_ bars: [ColumnSummary.Bar], title: String) -> HTML {
        guard bars.count > 1, let most = bars.map(\.count).max(), most > 0 else { return .nothing }
        let rects = bars.enumerated().map { index, bar -> HTML in
            let height = bar.count == 0 ? 0 : max(bar.count * 100 / most, 2)
            return """
                <rect class="part" x="\(index * 10)" y="\(100 - height)" width="9" \
                height="\(height)"><title>\(bar.label): \(unbroken(bar.count))</title></rect>
                """
        }
        let peak = bars.first { $0.count == most }?.label ?? ""
        return """
            <figure>
            <svg class="histogram" viewBox="0 0 \(bars.count * 10 - 1) 100" \
            preserveAspectRatio="none" role="img" \
            aria-label="\(title), most at \(peak)">\(rects.joined())</svg>
            <figcaption><span>\(bars[0].label)</span><span>\(title)</span>\
            <span>\(bars[bars.count - 1].label)</span></figcaption>
            </figure>

            """
    }
}
