#include "theme/app_style.h"
#include "theme/install.h"
#include "theme/style_sheet.h"
#include "theme/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFontInfo>
#include <QLineEdit>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSlider>
#include <QSpinBox>
#include <QTabWidget>
#include <QTableWidget>
#include <QTest>

#include <cmath>

using namespace pk::gui;

namespace {

double luminance(const QColor &color)
{
    const auto linear = [](double c) {
        return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor &a, const QColor &b)
{
    const double la = luminance(a);
    const double lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

bool isGrey(QRgb pixel)
{
    const auto [low, high] = std::minmax({qRed(pixel), qGreen(pixel), qBlue(pixel)});
    return high - low <= 2 && low > 8 && high < 247;
}

} // namespace

class TestTheme : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { installTheme(*qApp); }
    void cleanup()
    {
        Theme::instance().setScheme(Scheme::Dark);
        Theme::instance().setScale(1);
    }

    void scrollBars_areRoundAtEveryScale()
    {
        const QRegularExpression size(QStringLiteral("QScrollBar:vertical \\{ width: (\\d+)px"));
        const QRegularExpression handle(
            QStringLiteral("QScrollBar::handle \\{[^}]*border-radius: (\\d+)px; margin: (\\d+)px"));
        for (const double scale : {1.0, 1.25, 1.5, 1.75, 2.0}) {
            Theme::instance().setScale(scale);
            const QString sheet = applicationStyleSheet(Theme::instance());
            const auto handleMatch = handle.match(sheet);
            QVERIFY(handleMatch.hasMatch());
            const int width = size.match(sheet).captured(1).toInt() - 2 * handleMatch.captured(2).toInt();
            const int radius = handleMatch.captured(1).toInt();
            QVERIFY2(2 * radius <= width && 2 * radius >= width - 1, qPrintable(QString::number(scale)));
        }
    }

    void placeholder_hasEnoughContrast()
    {
        for (const Scheme scheme : {Scheme::Dark, Scheme::Light}) {
            Theme::instance().setScheme(scheme);
            QLineEdit field;
            field.ensurePolished();
            QCOMPARE(field.palette().color(QPalette::PlaceholderText),
                     Theme::instance().color(Token::Subtle));
        }
    }

    void texts_haveEnoughContrast_data()
    {
        QTest::addColumn<int>("text");
        QTest::addColumn<int>("ground");
        const std::pair<const char *, Token> texts[] = {
            {"text", Token::Text},       {"muted", Token::Muted},       {"subtle", Token::Subtle},
            {"blue", Token::BlueText},   {"violet", Token::VioletText}, {"teal", Token::TealText},
            {"amber", Token::AmberText}, {"rose", Token::RoseText},     {"green", Token::GreenText}};
        const std::pair<const char *, Token> grounds[] = {{"window", Token::Window},
                                                          {"canvas", Token::Canvas},
                                                          {"surface", Token::Surface},
                                                          {"surface2", Token::Surface2}};
        for (const auto &[textName, text] : texts) {
            for (const auto &[groundName, ground] : grounds)
                QTest::addRow("%s on %s", textName, groundName) << int(text) << int(ground);
        }
        for (const Accent &accent :
             {BlueAccent, VioletAccent, TealAccent, AmberAccent, RoseAccent, GreenAccent})
            QTest::addRow("tint %d", int(accent.tint)) << int(accent.text) << int(accent.tint);
        // A selected row carries muted text, never subtle.
        QTest::newRow("text on selection") << int(Token::Text) << int(Token::Selection);
        QTest::newRow("muted on selection") << int(Token::Muted) << int(Token::Selection);
        QTest::newRow("solid button") << int(Token::OnAccent) << int(Token::Blue);
    }
    void texts_haveEnoughContrast()
    {
        QFETCH(int, text);
        QFETCH(int, ground);
        for (const Scheme scheme : {Scheme::Dark, Scheme::Light}) {
            const double ratio =
                contrast(Theme::color(Token(text), scheme), Theme::color(Token(ground), scheme));
            QVERIFY2(ratio >= 4.5, qPrintable(QString::number(ratio)));
        }
    }

    void fonts_areTheEmbeddedOnes()
    {
        for (const TextRole role : {TextRole::Caption, TextRole::Body, TextRole::Strong, TextRole::CardTitle})
            QCOMPARE(QFontInfo(Theme::instance().font(role)).family(), QStringLiteral("Inter"));
        QCOMPARE(QFontInfo(Theme::instance().font(TextRole::Mono)).family(),
                 QStringLiteral("JetBrains Mono"));
    }
    void fonts_keepTheirWeights()
    {
        const QString text = QStringLiteral("weight");
        QFont regular = Theme::instance().font(TextRole::Body);
        QFont heavy = regular;
        heavy.setWeight(QFont::DemiBold);
        QVERIFY(QFontMetricsF(heavy).horizontalAdvance(text)
                > QFontMetricsF(regular).horizontalAdvance(text) + 0.5);
        QVERIFY(QFontMetrics(regular).inFont(QChar(0x2009))); // thin space of grouped counts
    }
    void fonts_growWithTheScale()
    {
        Theme::instance().setScale(1.5);
        QCOMPARE(Theme::instance().font(TextRole::Mono).pixelSize(), 18);
        QCOMPARE(qApp->font().pixelSize(), 20);
        QCOMPARE(Theme::instance().px(4), 6);
    }
    void scale_isClamped()
    {
        Theme::instance().setScale(100);
        QCOMPARE(Theme::instance().scale(), Theme::MaxScale);
    }

    void icons_allDrawSomething()
    {
        const QStringList files = QDir(QStringLiteral(":/pk/icons")).entryList({QStringLiteral("*.svg")});
        QVERIFY(files.size() >= 35);
        for (const QString &file : files) {
            const QIcon icon = Theme::instance().icon(file.chopped(4), Token::Blue);
            const QImage image = icon.pixmap(QSize(24, 24), 1.0).toImage();
            int inked = 0;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x)
                    inked += qAlpha(image.pixel(x, y)) > 128;
            }
            QVERIFY2(inked > 12, qPrintable(file));
        }
    }
    void icon_unknownName_isNull()
    {
        QVERIFY(Theme::instance().icon(QStringLiteral("no-such-icon")).isNull());
    }
    void icon_followsSchemeAndPixelRatio()
    {
        const QIcon icon = Theme::instance().icon(QStringLiteral("stop"), Token::Text);
        const QImage dark = icon.pixmap(QSize(24, 24), 1.0).toImage();
        Theme::instance().setScheme(Scheme::Light);
        QVERIFY(icon.pixmap(QSize(24, 24), 1.0).toImage() != dark);
        QCOMPARE(icon.pixmap(QSize(24, 24), 2.0).size(), QSize(48, 48));
        QVERIFY(icon.pixmap(QSize(24, 24), 1.0, QIcon::Disabled).toImage()
                != icon.pixmap(QSize(24, 24), 1.0, QIcon::Normal).toImage());
    }

    void styleSheet_namesAreAllKnown()
    {
        const QString sheet = applicationStyleSheet(Theme::instance());
        QVERIFY(!sheet.isEmpty());
        QVERIFY2(!sheet.contains(QLatin1Char('@')),
                 qPrintable(sheet.mid(sheet.indexOf(QLatin1Char('@')), 30)));
        Theme::instance().setScale(2);
        QVERIFY(applicationStyleSheet(Theme::instance()).contains(QStringLiteral("min-height: 64px")));
    }

    void controls_showNoDefaultGrey_data()
    {
        QTest::addColumn<Scheme>("scheme");
        QTest::newRow("dark") << Scheme::Dark;
        QTest::newRow("light") << Scheme::Light;
    }
    void controls_showNoDefaultGrey()
    {
        QFETCH(Scheme, scheme);
        Theme::instance().setScheme(scheme);
        QWidget window;
        const std::vector<QWidget *> controls{
            new QPushButton(&window), new QCheckBox(&window),         new QRadioButton(&window),
            new QComboBox(&window),   new QSpinBox(&window),          new QLineEdit(&window),
            new QSlider(&window),     new QProgressBar(&window),      new QScrollBar(&window),
            new QTabWidget(&window),  new QTableWidget(3, 3, &window)};
        window.resize(300, 300);
        for (QWidget *control : controls) {
            control->resize(control->sizeHint().expandedTo(QSize(60, 20)));
            for (const bool enabled : {true, false}) {
                control->setEnabled(enabled);
                const QImage image = control->grab().toImage();
                int grey = 0;
                for (int y = 0; y < image.height(); ++y) {
                    for (int x = 0; x < image.width(); ++x)
                        grey += isGrey(image.pixel(x, y));
                }
                // A few pixels of an antialiased edge may come out neutral.
                QVERIFY2(grey < image.width() * image.height() / 50,
                         qPrintable(QStringLiteral("%1: %2")
                                        .arg(QLatin1String(control->metaObject()->className()))
                                        .arg(grey)));
            }
        }
    }

    void change_whileShown_restylesWithoutNewWidgets()
    {
        QWidget window;
        QPushButton button(QStringLiteral("Apply"), &window);
        setButtonKind(&button, ButtonKind::Tonal);
        window.show();
        button.resize(button.sizeHint());
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        const QImage dark = button.grab().toImage();
        Theme::instance().setScheme(Scheme::Light);
        QVERIFY(button.grab().toImage() != dark);
        const QSize before = button.sizeHint();
        Theme::instance().setScale(1.5);
        QVERIFY(button.sizeHint().height() >= before.height() * 3 / 2 - 1);
        QVERIFY(button.sizeHint().width() > before.width() * 4 / 3);
    }
};

PK_WINDOW_TEST(TestTheme)
#include "tst_theme.moc"
