<?php

// Only what differs from the package's defaults (which would read from the end of a topic, and commit by themselves).
return [
    'brokers' => env('KAFKA_BROKERS', '127.0.0.1:9092'),
    'consumer_group_id' => env('KAFKA_CONSUMER_GROUP_ID', 'laravel-orders'),
    'offset_reset' => 'earliest',
    'auto_commit' => false,
    'compression' => 'lz4',
];
