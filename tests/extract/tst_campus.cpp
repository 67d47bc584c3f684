// The vocabulary: the shipped one is rich and consistent, and a broken one is named with its place.

#include "extract/campus.h"
#include "resources.h"

#include <QDir>
#include <QTemporaryDir>
#include <QtTest>

#include <set>

using namespace pk::extract;

class TestCampus : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { pk::initResources(); }

    void shipped_isRichAndUnique()
    {
        const auto campus = Campus::shipped();
        QVERIFY2(campus.ok(), qPrintable(campus.ok() ? QString() : campus.error().toString()));
        std::set<std::string> skus;
        for (const Product &product : (*campus)->products) {
            skus.insert(product.sku);
            QVERIFY(product.rupiah >= 100);
            QCOMPARE((*campus)->packs[product.pack].of, product.unit);
        }
        QCOMPARE(skus.size(), (*campus)->products.size());
        QVERIFY(skus.size() >= 80);
        std::set<std::string> ids;
        std::set<std::string> emails;
        std::set<std::string> names;
        for (const auto *people : {&(*campus)->students, &(*campus)->lecturers}) {
            for (const Person &person : *people) {
                ids.insert(person.id);
                emails.insert(person.email);
                names.insert(person.name);
                QVERIFY(QString::fromStdString(person.email).endsWith(QStringLiteral("kampus.ac.id")));
            }
        }
        QCOMPARE(ids.size(), (*campus)->students.size() + (*campus)->lecturers.size());
        QCOMPARE(emails.size(), ids.size());
        QVERIFY(names.size() > 1000);
    }

    void students_areAlwaysTheSame()
    {
        const auto first = Campus::shipped();
        const auto second = Campus::shipped();
        QVERIFY(first.ok() && second.ok());
        for (std::size_t i = 0; i < (*first)->students.size(); ++i)
            QCOMPARE((*first)->students[i].studentJson, (*second)->students[i].studentJson);
        QCOMPARE((*first)->students.front().nim, std::string("211001"));
    }

    void mistake_isNamedWithFileAndPlace_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QString>("place");
        QTest::newRow("unknown key") << "people.json" << QByteArray("\"region\": \"Jawa\"")
                                     << QByteArray("\"regio\": \"Jawa\"") << "people.json#/groups/0/regio";
        QTest::newRow("weight") << "people.json" << QByteArray("\"weight\": 34")
                                << QByteArray("\"weight\": 0") << "people.json#/groups/0/weight";
        QTest::newRow("no cities") << "campus.json" << QByteArray("\"cities\": [")
                                   << QByteArray("\"cities\": 1, \"x\": [") << "campus.json#/x";
        QTest::newRow("price") << "products.json" << QByteArray("\"price\": 4500")
                               << QByteArray("\"price\": \"4500\"") << "products.json#/products/0/price";
        QTest::newRow("pack of another unit")
            << "products.json" << QByteArray("\"pack\": \"lusin\"") << QByteArray("\"pack\": \"g\"")
            << "products.json#/products/0/pack";
        QTest::newRow("sks") << "activities.json" << QByteArray("\"sks\": [5,")
                             << QByteArray("\"sks\": [\"5\",") << "activities.json#/kinds/0/sks";
        QTest::newRow("version") << "activities.json" << QByteArray("\"version\": 1")
                                 << QByteArray("\"version\": 9") << "activities.json#/version";
    }
    void mistake_isNamedWithFileAndPlace()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFETCH(QString, place);
        QTemporaryDir folder;
        for (const QString &name : QDir(QStringLiteral(":/pk/extract")).entryList()) {
            QFile in(QStringLiteral(":/pk/extract/") + name);
            QFile out(folder.filePath(name));
            QVERIFY(in.open(QIODevice::ReadOnly) && out.open(QIODevice::WriteOnly));
            QByteArray json = in.readAll();
            if (name == file) {
                QVERIFY(json.contains(from));
                json.replace(json.indexOf(from), from.size(), to);
            }
            out.write(json);
        }
        const auto campus = Campus::load(folder.path());
        QVERIFY(!campus.ok());
        QCOMPARE(campus.error().context, folder.filePath(place));
    }

    void missingFile_isNotFound()
    {
        QTemporaryDir folder;
        const auto campus = Campus::load(folder.path());
        QVERIFY(!campus.ok());
        QCOMPARE(campus.error().code, pk::ErrorCode::NotFound);
    }
};

PK_TEST(TestCampus)
#include "tst_campus.moc"
