"""Workers as on several hosts: three transforms and two loaders share their groups on a cluster of three nodes."""

import re
import unittest

from cluster_case import ClusterCase
from kafka_case import pk, wait_until

ORDERS = 12000


class Machines(ClusterCase):
    def test_threeTransformsAndTwoLoaders_shareTheWork_andNothingIsLostOrDoubled(self):
        self.assertEqual(pk("worker", "source", "--bootstrap", self.bootstrap, "--orders", 60, "--seed", 1)[0], 0)
        names = ["transform-a", "transform-b", "transform-c", "load-a", "load-b"]
        workers = {name: self.worker(name, name.split("-")[0]) for name in names}
        # Each has a part before the work comes, or one of them could do it all.
        shares = {"kampus-transform": [1, 1, 1], "kampus-loader": [1, 2]}
        for group, share in shares.items():
            self.assertTrue(wait_until(lambda: sorted(self.members(group)) == share, 180), self.members(group))
        code, _, err = pk("worker", "source", "--bootstrap", self.bootstrap, "--orders", ORDERS, "--seed", 12, "--rate",
                          1500, "--dirty", 10)
        self.assertEqual(code, 0, err)
        books = self.end_when_all_is_done(workers)
        for name in workers:
            done = [int(number.replace(",", "")) for number in re.findall(r"(?:transformed|loaded) ([\d,]+)", self.said(name))]
            self.assertGreater(max(done), ORDERS // 10, self.said(name))
        print(f"{len(books.raw)} raw, {len(books.audited)} stored, {len(books.dead)} dead letters, {books.copies()} copies")
        books.check(self, ORDERS + 60)


if __name__ == "__main__":
    unittest.main(verbosity=2)
