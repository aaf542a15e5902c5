// The door from Swift to librdkafka: its headers, and the few calls that Swift cannot make itself because they are variadic.
// Nothing here decides anything; every rule lives in the Swift module `Kafka`.

#ifndef CRDKAFKA_SHIM_H
#define CRDKAFKA_SHIM_H

#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>
#include <sys/types.h>

/// Queues one message; key and value are copied.
///
/// A size below zero means that the key or value is null (a null value is a tombstone). A size of zero means present and empty,
/// whatever the pointer is. On success librdkafka owns `headers` (which may be NULL); on failure the caller still does.
static inline rd_kafka_resp_err_t crdkafka_produce(rd_kafka_t *client,
                                                   rd_kafka_topic_t *topic,
                                                   int32_t partition,
                                                   const void *key,
                                                   ssize_t key_size,
                                                   const void *value,
                                                   ssize_t value_size,
                                                   int64_t timestamp_milliseconds,
                                                   rd_kafka_headers_t *headers) {
    // librdkafka takes a NULL pointer for null, so what is present and empty needs some address.
    const void *key_bytes = key_size < 0 ? NULL : key != NULL ? key : "";
    const void *value_bytes = value_size < 0 ? NULL : value != NULL ? value : "";
    size_t key_length = key_size < 0 ? 0 : (size_t)key_size;
    size_t value_length = value_size < 0 ? 0 : (size_t)value_size;

    if (headers == NULL)
        return rd_kafka_producev(client,
                                 RD_KAFKA_V_RKT(topic),
                                 RD_KAFKA_V_PARTITION(partition),
                                 RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY),
                                 RD_KAFKA_V_KEY(key_bytes, key_length),
                                 RD_KAFKA_V_VALUE((void *)value_bytes, value_length),
                                 RD_KAFKA_V_TIMESTAMP(timestamp_milliseconds),
                                 RD_KAFKA_V_END);

    return rd_kafka_producev(client,
                             RD_KAFKA_V_RKT(topic),
                             RD_KAFKA_V_PARTITION(partition),
                             RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY),
                             RD_KAFKA_V_KEY(key_bytes, key_length),
                             RD_KAFKA_V_VALUE((void *)value_bytes, value_length),
                             RD_KAFKA_V_TIMESTAMP(timestamp_milliseconds),
                             RD_KAFKA_V_HEADERS(headers),
                             RD_KAFKA_V_END);
}

/// Makes one mock broker answer its next request of kind `api_key` with `error` (or 0), `delay_milliseconds` late.
static inline rd_kafka_resp_err_t crdkafka_mock_push_delayed_error(rd_kafka_mock_cluster_t *cluster,
                                                                   int32_t broker_id,
                                                                   int16_t api_key,
                                                                   rd_kafka_resp_err_t error,
                                                                   int delay_milliseconds) {
    return rd_kafka_mock_broker_push_request_error_rtts(cluster, broker_id, api_key, 1, error, delay_milliseconds);
}

#endif
