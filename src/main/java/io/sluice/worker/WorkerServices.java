package io.sluice.worker;

import io.sluice.codec.PlanCodec;
import io.sluice.config.ConfigValues;
import io.sluice.extension.ChannelResolver;

/**
 * What a worker knows beside its resources. Immutable.
 *
 * @param channels to the workers whose output its tasks read
 * @param sessionDefaults what a task's settings are laid over
 * @param options of the exchange
 */
public record WorkerServices(
    PlanCodec codec,
    ChannelResolver channels,
    ConfigValues sessionDefaults,
    ConfigValues options) {}
