// Monospaced lines without shaping look as Qt's own text does, and are as wide.

#include "theme/install.h"
#include "theme/theme.h"
#include "views/mono_text.h"

#include <QApplication>
#include <QImage>
#include <QPainter>
#include <QTest>

using namespace pk::gui;

class TestMonoText : public QObject
{
    Q_OBJECT

    static QImage drawn(const std::function<void(QPainter &)> &draw)
    {
        QImage image(400, 24, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        painter.setPen(Qt::black);
        draw(painter);
        return image;
    }
    /// The part of the pixels that differ by more than an eye sees.
    static double difference(const QImage &a, const QImage &b)
    {
        int different = 0;
        int inked = 0;
        for (int y = 0; y < a.height(); ++y) {
            for (int x = 0; x < a.width(); ++x) {
                different += std::abs(qGray(a.pixel(x, y)) - qGray(b.pixel(x, y))) > 40;
                inked += qGray(b.pixel(x, y)) < 200;
            }
        }
        return inked == 0 ? 1 : static_cast<double>(different) / inked;
    }

private Q_SLOTS:
    void initTestCase() { installTheme(*qApp); }

    void line_looksLikeQtsOwn_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("digits") << QStringLiteral("18:38:58.075");
        QTest::newRow("json") << QStringLiteral("status: \"pending\" · {total: 42000}");
        QTest::newRow("no glyph of one width") << QStringLiteral("pesanan 日本");
    }
    void line_looksLikeQtsOwn()
    {
        QFETCH(QString, text);
        const MonoText mono(Theme::instance().font(TextRole::Mono));
        const QRectF place(4, 0, 390, 24);
        for (const Qt::Alignment align : {Qt::AlignLeft, Qt::AlignRight}) {
            const QImage ours = drawn([&](QPainter &p) { mono.draw(p, place, align, text); });
            const QImage theirs = drawn([&](QPainter &p) {
                p.setFont(mono.font());
                p.drawText(place, static_cast<int>(align | Qt::AlignVCenter) | Qt::TextSingleLine, text);
            });
            const double differs = difference(ours, theirs);
            QVERIFY2(differs < 0.1, QByteArray::number(differs));
        }
        QVERIFY(std::abs(mono.widthOf(text) - QFontMetricsF(mono.font()).horizontalAdvance(text)) < 1);
    }

    void tooLong_isShortenedWhereItIsAsked_andFits_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("Latin") << QStringLiteral("ORD-10000147 and so on, and so on");
        QTest::newRow("other glyphs") << QStringLiteral("日本語のとても長い文章、そしてまだ続く");
    }
    void tooLong_isShortenedWhereItIsAsked_andFits()
    {
        QFETCH(QString, text);
        const MonoText mono(Theme::instance().font(TextRole::Mono));
        const double width = mono.widthOf(QStringLiteral("0123456789")) + 3;
        const QString end = mono.elided(text, width);
        QVERIFY(end.endsWith(QChar(0x2026)) && end.startsWith(text.left(3)));
        const QString begin = mono.elided(text, width, Qt::ElideLeft);
        QVERIFY(begin.startsWith(QChar(0x2026)) && begin.endsWith(text.right(3)));
        QVERIFY(mono.widthOf(end) <= width && mono.widthOf(begin) <= width);
        QCOMPARE(mono.elided(QStringLiteral("0123456789"), width), QStringLiteral("0123456789"));
    }
};

PK_WINDOW_TEST(TestMonoText)
#include "tst_mono_text.moc"
