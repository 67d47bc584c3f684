// Where the diagram's parts are painted, and that they keep to their room.

#include "flow/legend_painter.h"
#include "flow/primitives.h"
#include "flow/topic_painter.h"
#include "sample_graph.h"

#include <QImage>
#include <QTest>

using namespace pk::gui;

class TestFlowPainting : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lagPill_standsBesideBothLines_belowOnlyATitleThatLeavesNoRoom()
    {
        FlowGraph graph = sample::graph({3, 1, false, true, 4, false});
        const Faces faces(Theme::instance());
        const Traffic traffic;
        const auto pillOf = [&](const char *topic, QSize window) {
            const FlowLayout layout = layOutToFit(graph, window, 1).layout;
            const PaintContext context{graph, layout, traffic, Theme::instance(), faces};
            const NodeBox box = *layout.node(QLatin1String(topic));
            const QRectF pill = lagPillRect(context, box);
            const double titleEnd =
                box.title.left() + faces.title.metrics.horizontalAdvance(graph.nodes[box.index].title);
            const bool beside = pill.center().y() < box.subtitle.top();
            return std::pair(beside, pill.left() > titleEnd && pill.right() <= box.title.right() + 1);
        };
        for (const char *topic : {"topic:raw_orders", "topic:enriched_orders"}) {
            for (const QSize window : {QSize(1216, 450), QSize(1856, 700)}) {
                const auto [beside, clear] = pillOf(topic, window);
                QVERIFY2(beside && clear, topic);
            }
        }
        for (Node &node : graph.nodes) {
            if (node.id == QLatin1String("topic:enriched_orders"))
                node.title += QStringLiteral("_of_another_place");
        }
        for (const char *topic : {"topic:raw_orders", "topic:enriched_orders"}) // alike, whose title it is
            QVERIFY2(!pillOf(topic, {1216, 450}).first, topic);
    }

    /// Beside a drawer it has less width for its height: items are left out whole, and none sticks out.
    void legend_narrow_hasMoreLines_andPaintsOnlyWhatHasOne()
    {
        const Theme &theme = Theme::instance();
        const Faces faces(theme);
        const double wide = legendHeight(theme, faces, 1600);
        QVERIFY(legendHeight(theme, faces, 700) > wide);
        const auto painted = [&](const QRectF &strip) {
            QImage picture(1600, 200, QImage::Format_ARGB32_Premultiplied);
            picture.fill(Qt::transparent);
            QPainter painter(&picture);
            paintLegend(painter, theme, faces, strip);
            QRect ink;
            for (int y = 0; y < picture.height(); ++y)
                for (int x = 0; x < picture.width(); ++x)
                    if (qAlpha(picture.pixel(x, y)) > 0)
                        ink |= QRect(x, y, 1, 1);
            return ink;
        };
        const ShortenedTexts shortened;
        for (const double width : {1600.0, 1000.0, 700.0, 420.0}) {
            const QRect ink = painted({0, 0, width, wide});
            QVERIFY(!ink.isEmpty());
            QVERIFY2(ink.right() <= width && ink.bottom() <= wide, qPrintable(QString::number(width)));
        }
        const QRect all = painted({0, 0, 700, legendHeight(theme, faces, 700)});
        QVERIFY(all.height() > painted({0, 0, 700, wide}).height());
        QVERIFY2(shortened.texts().isEmpty(), qPrintable(shortened.texts().join(QLatin1Char(' '))));
    }
};

PK_WINDOW_TEST(TestFlowPainting)
#include "tst_flow_painting.moc"
