// The IKU views: status of a student and share of a programme, per regulation.

#include "fixtures.h"

#include <QtTest>

using namespace pk;
using namespace pk::warehouse;

using Strings = std::vector<std::string>;

namespace {

const std::string kOld = "3/M/2021";
const std::string kNew = "358/M/KEP/2025";

/// One activity of a student; sks "null" with a level: an achievement.
std::string activity(int number, const std::string &nim, const std::string &regulation,
                     const std::string &sks, const std::string &level, const std::string &weight,
                     const std::string &program = "Informatika")
{
    return test::activityJson({.number = number,
                               .nim = nim,
                               .name = "N" + nim,
                               .program = program,
                               .sks = sks,
                               .level = level,
                               .weight = weight,
                               .regulation = regulation});
}

} // namespace

class TestWarehouseIku : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void status_of2021_needsTwentyCreditsOrANationalAchievement();
    void status_of2025_isTheBestActivity();
    void share_isOfTheActiveStudentsOfAProgramme();
    void share_inNaiveModes_countsADoubledActivityOnce();
};

void TestWarehouseIku::status_of2021_needsTwentyCreditsOrANationalAchievement()
{
    test::Warehouse w;
    test::Messages m(Dataset::Activities);
    m.add(activity(1, "1", kOld, "12", "", "0")).add(activity(2, "1", kOld, "8", "", "0")); // 20 in sum
    m.add(activity(3, "2", kOld, "19", "", "0")); // one too few
    m.add(activity(4, "3", kOld, "null", "nasional", "1"));
    m.add(activity(5, "4", kOld, "null", "provinsi", "0"));
    m.add(activity(6, "5", kOld, "20", "", "1"));
    m.add(activity(7, "6", kOld, "19", "", "0"))
        .add(activity(8, "6", kOld, "30", "provinsi", "0")); // sks of a contest
    w.load(m);
    QCOMPARE(
        w.rows("SELECT regulation, nim, name, activities, outside_sks, achievements, weight_e4, counts "
               "FROM v_iku_student ORDER BY nim"),
        (Strings{"3/M/2021|1|N1|2|20|0|10000|1", "3/M/2021|2|N2|1|19|0|0|0", "3/M/2021|3|N3|1|0|1|10000|1",
                 "3/M/2021|4|N4|1|0|1|0|0", "3/M/2021|5|N5|1|20|0|10000|1", "3/M/2021|6|N6|2|19|1|0|0"}));
    QCOMPARE(w.rows("SELECT program, students, counted, weighted_e4, share_percent FROM v_iku_program"),
             (Strings{"Informatika|6|3|30000|50"}));
}

void TestWarehouseIku::status_of2025_isTheBestActivity()
{
    test::Warehouse w;
    test::Messages m(Dataset::Activities);
    m.add(activity(1, "1", kNew, "5", "", "0.4")).add(activity(2, "1", kNew, "20", "", "1"));
    m.add(activity(3, "2", kNew, "null", "internasional", "0.3"));
    m.add(activity(4, "3", kNew, "null", "", "null"));
    m.add(activity(5, "2", kOld, "20", "", "1")); // another regulation, counted by itself
    w.load(m);
    QCOMPARE(
        w.rows("SELECT regulation, nim, weight_e4, counts FROM v_iku_student ORDER BY regulation DESC, nim"),
        (Strings{"358/M/KEP/2025|1|10000|1", "358/M/KEP/2025|2|3000|1", "358/M/KEP/2025|3|0|0",
                 "3/M/2021|2|10000|1"}));
    QCOMPARE(w.rows("SELECT regulation, students, share_percent FROM v_iku_program ORDER BY regulation DESC"),
             (Strings{"358/M/KEP/2025|3|43.33", "3/M/2021|3|33.33"}));
}

void TestWarehouseIku::share_isOfTheActiveStudentsOfAProgramme()
{
    test::Warehouse w;
    test::Messages m(Dataset::Activities);
    m.add(activity(1, "1", kNew, "20", "", "1", "Informatika"))
        .add(activity(2, "2", kNew, "10", "", "0.6", "Informatika"));
    m.add(activity(3, "3", kNew, "5", "", "0.4", "Hukum"));
    w.load(m);
    // Students without an activity belong to t; a student who has left neither to t nor to the sum.
    QVERIFY(w.db->exec("INSERT INTO dim_students(nim, name, program, faculty) VALUES ('7', 'a', "
                       "'Informatika', 'FTI'),"
                       "('8', 'b', 'Informatika', 'FTI'), ('9', 'c', 'Filsafat', 'FIB');"
                       "UPDATE dim_students SET active = 0 WHERE nim = '2'")
                .ok());
    QCOMPARE(w.rows("SELECT program, students, counted, share_percent FROM v_iku_program ORDER BY program"),
             (Strings{"Filsafat|1|0|0", "Hukum|1|1|40", "Informatika|3|1|33.33"}));
}

void TestWarehouseIku::share_inNaiveModes_countsADoubledActivityOnce()
{
    test::Warehouse w(Semantics::AtLeastOnce);
    test::Messages m(Dataset::Activities);
    m.add(activity(1, "1", kOld, "10", "", "0")).add(activity(1, "1", kOld, "10", "", "0"));
    w.load(m);
    QCOMPARE(w.rows("SELECT activities, outside_sks, counts FROM v_iku_student"), (Strings{"1|10|0"}));
}

PK_TEST(TestWarehouseIku)
#include "tst_warehouse_iku.moc"
