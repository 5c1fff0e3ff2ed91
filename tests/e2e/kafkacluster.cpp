// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
//
// kafkacluster TOPIC PARTITIONS: a mock cluster on loopback. It prints its brokers and lives until
// its standard input ends; "down N" and "up N" there, 0 for all of them, are answered by "done".
#include "tests/mockkafka.h"

#include <iostream>
#include <string>

int main(int argc, char** argv)
{
    if (argc != 3)
        return 2;
    livewall::test::MockKafka kafka;
    kafka.createTopic(argv[1], std::stoi(argv[2]));
    std::cout << kafka.brokers() << std::endl;
    std::string order;
    int broker = 0;
    while (std::cin >> order >> broker) {
        if (order == "down")
            kafka.setDown(broker);
        else
            kafka.setUp(broker);
        std::cout << "done" << std::endl;
    }
    return 0;
}
