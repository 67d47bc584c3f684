#include "base/hash.h"
#include "base/pcg32.h"

#include <QtTest>

using namespace pk;

class tst_Hash : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sha256_equalsThePublishedVectors_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("digest");
        QTest::newRow("empty") << QByteArray()
                               << QByteArray(
                                      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        QTest::newRow("abc") << QByteArray(
            "abc") << QByteArray("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        QTest::newRow("two blocks")
            << QByteArray("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
            << QByteArray("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    }
    void sha256_equalsThePublishedVectors()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, digest);
        QCOMPARE(QByteArray::fromStdString(toHex(sha256(bytes.toStdString()))), digest);
    }

    void murmur2_equalsKafka()
    {
        QCOMPARE(murmur2("kafka"), 0xd067cf64U);
        // Kafka's own unit test.
        QCOMPARE(static_cast<std::int32_t>(murmur2("21")), -973932308);
        QCOMPARE(static_cast<std::int32_t>(murmur2("foobar")), -790332482);
        QCOMPARE(static_cast<std::int32_t>(murmur2("a-little-bit-long-string")), -985981536);
        QCOMPARE(static_cast<std::int32_t>(murmur2("a-little-bit-longer-string")), -1486304829);
        QCOMPARE(static_cast<std::int32_t>(murmur2("lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8")),
                 -58897971);
        QCOMPARE(static_cast<std::int32_t>(murmur2(std::string_view("abc\0\0", 3))), 479470107);
    }

    void murmur2Partition_equalsAJavaProducer_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<int>("ofThree");
        QTest::addColumn<int>("ofSix");
        QTest::newRow("ORD-1") << QByteArray("ORD-1") << 1 << 4;
        QTest::newRow("ORD-2") << QByteArray("ORD-2") << 2 << 2;
        QTest::newRow("ORD-3") << QByteArray("ORD-3") << 2 << 2;
        QTest::newRow("1001") << QByteArray("1001") << 0 << 0;
        QTest::newRow("kafka") << QByteArray("kafka") << 1 << 4;
    }
    void murmur2Partition_equalsAJavaProducer()
    {
        QFETCH(QByteArray, key);
        QFETCH(int, ofThree);
        QFETCH(int, ofSix);
        QCOMPARE(murmur2Partition(key.toStdString(), 3), ofThree);
        QCOMPARE(murmur2Partition(key.toStdString(), 6), ofSix);
    }

    void sum128_doesNotDependOnTheOrder()
    {
        Pcg32 random(1);
        Sum128 forwards;
        Sum128 backwards;
        std::vector<Sha256> digests;
        for (int i = 0; i < 100; ++i)
            digests.push_back(sha256(std::to_string(random.next())));
        for (std::size_t i = 0; i < digests.size(); ++i) {
            forwards.add(digests[i]);
            backwards.add(digests[digests.size() - 1 - i]);
        }
        QVERIFY(forwards == backwards);
        QVERIFY(!(forwards == Sum128()));
    }

    void sum128_seesADoubledRow()
    {
        const Sha256 row = sha256("row");
        Sum128 once;
        once.add(row);
        Sum128 thrice;
        for (int i = 0; i < 3; ++i)
            thrice.add(row);
        QVERIFY(!(once == thrice)); // XOR would not see it
    }

    void sum128_carriesFromLowToHigh()
    {
        Sha256 ones{};
        ones.fill(0xff);
        Sha256 one{};
        one[15] = 1;
        Sum128 sum;
        sum.add(ones);
        QCOMPARE(sum.toHex(), std::string("ffffffffffffffffffffffffffffffff"));
        sum.add(one);
        QVERIFY(sum == Sum128());
        one[15] = 0;
        one[8] = 0x80;
        sum.add(one);
        sum.add(one);
        QCOMPARE(sum.toHex(), std::string("00000000000000010000000000000000"));
    }

    void sum128_takesTheFirst16BytesBigEndian()
    {
        Sha256 digest{};
        for (std::size_t i = 0; i < digest.size(); ++i)
            digest[i] = static_cast<std::uint8_t>(i);
        Sum128 sum;
        sum.add(digest);
        QCOMPARE(sum.toHex(), std::string("000102030405060708090a0b0c0d0e0f"));
    }
};

PK_TEST(tst_Hash)
#include "tst_hash.moc"
