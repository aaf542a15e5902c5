import CRdKafka
import Synchronization

/// What librdkafka's callbacks find behind a client's opaque pointer.
///
/// The client's ``ClientHandle`` retains it until librdkafka has let go of the client for good. Log lines arrive on librdkafka's
/// threads and touch constants only; everything else arrives within a call to the client, on the caller's thread.
final class CallbackTarget {
    private let configuration: ClientConfiguration

    /// Answers rebalances; consumers have one.
    let rebalancer: Rebalancer?

    /// Messages whose delivery failed.
    private(set) var deliveryFailures: (count: Int, last: KafkaError?) = (0, nil)

    /// Why the latest attempt to connect failed: what a bare "timed out" should be explained with.
    private let connectionError = Mutex<KafkaError?>(nil)

    init(_ configuration: ClientConfiguration, rebalancer: Rebalancer? = nil) {
        self.configuration = configuration
        self.rebalancer = rebalancer
    }

    var lastConnectionError: KafkaError? {
        connectionError.withLock { $0 }
    }

    /// Passes on what went wrong without making a call fail.
    func report(_ error: KafkaError) {
        switch error.code {
        case .transport, .resolve, .tls, .authentication: connectionError.withLock { $0 = error }
        default: break
        }
        configuration.error?(error)
    }

    private func log(_ level: Int32, _ facility: UnsafePointer<CChar>, _ message: UnsafePointer<CChar>) {
        configuration.log?(
            KafkaLogLine(
                level: level,
                facility: String(cString: facility),
                message: String(cString: message),
                client: configuration.clientID
            )
        )
    }

    private func failedDelivery(_ code: rd_kafka_resp_err_t, on client: OpaquePointer) {
        deliveryFailures = (deliveryFailures.count + 1, KafkaError(code, on: client))
    }
}

// MARK: - Registration

extension CallbackTarget {
    private static func behind(_ opaque: UnsafeMutableRawPointer?) -> CallbackTarget? {
        opaque.map { Unmanaged<CallbackTarget>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Registers the callbacks that all clients have.
    static func register(in native: OpaquePointer, for configuration: ClientConfiguration) {
        if configuration.log == nil {
            rd_kafka_conf_set_log_cb(native, nil)
        } else {
            rd_kafka_conf_set_log_cb(native) { client, level, facility, message in
                guard let client, let facility, let message else { return }
                CallbackTarget.behind(rd_kafka_opaque(client))?.log(level, facility, message)
            }
        }
        // Always, since librdkafka would log errors instead where nobody takes them.
        rd_kafka_conf_set_error_cb(native) { client, code, reason, opaque in
            guard let client else { return }
            let code = rd_kafka_resp_err_t(rawValue: Int32(code))
            let error = KafkaError(code, on: client, reason.map { String(cString: $0) })
            CallbackTarget.behind(opaque)?.report(error)
        }
        if configuration.statistics != nil {
            rd_kafka_conf_set_stats_cb(native) { _, json, size, opaque in
                if let json {
                    let bytes = UnsafeRawBufferPointer(start: json, count: size)
                    CallbackTarget.behind(opaque)?.configuration.statistics?(String(decoding: bytes, as: UTF8.self))
                }
                return 0  // librdkafka frees the text.
            }
        }
    }

    static func registerDeliveryReports(in native: OpaquePointer) {
        rd_kafka_conf_set_dr_msg_cb(native) { client, message, opaque in
            guard let client, let message, message.pointee.err != RD_KAFKA_RESP_ERR_NO_ERROR else { return }
            CallbackTarget.behind(opaque)?.failedDelivery(message.pointee.err, on: client)
        }
    }

    static func registerRebalances(in native: OpaquePointer) {
        rd_kafka_conf_set_rebalance_cb(native) { client, code, partitions, opaque in
            guard let client else { return }
            CallbackTarget.behind(opaque)?.rebalancer?.answer(code, partitions, on: client)
        }
    }
}
