package io.sluice.codec;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.CodecContext;
import io.sluice.extension.PhysicalExtensionCodec;
import io.sluice.plan.ExecutionPlan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The codecs of extensions, by name and by the class of their nodes. Immutable. */
final class ExtensionCodecs {
  private final Map<String, PhysicalExtensionCodec<?>> byName = new HashMap<>();
  private final Map<Class<?>, PhysicalExtensionCodec<?>> byClass = new HashMap<>();

  ExtensionCodecs(List<PhysicalExtensionCodec<?>> codecs) {
    for (PhysicalExtensionCodec<?> codec : codecs) {
      if (byName.put(codec.name(), codec) != null) {
        throw new IllegalArgumentException(
            "Two extensions bring a plan codec of the name '" + codec.name() + "'");
      }
      if (byClass.put(codec.planClass(), codec) != null) {
        throw new IllegalArgumentException(
            "Two plan codecs write " + codec.planClass().getSimpleName());
      }
    }
  }

  @Nullable
  PhysicalExtensionCodec<?> of(ExecutionPlan plan) {
    return byClass.get(plan.getClass());
  }

  byte[] encode(PhysicalExtensionCodec<?> codec, ExecutionPlan plan, CodecContext context) {
    try {
      return encodeAs(codec, plan, context);
    } catch (SluiceException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new SluiceException(
          ErrorCode.INTERNAL_ERROR,
          "Plan codec '%s' failed to write %s: %s"
              .formatted(codec.name(), plan.displayAs(), e.getMessage()),
          e);
    }
  }

  private static <P extends ExecutionPlan> byte[] encodeAs(
      PhysicalExtensionCodec<P> codec, ExecutionPlan plan, CodecContext context) {
    return codec.encode(codec.planClass().cast(plan), context);
  }

  ExecutionPlan decode(
      String name, byte[] bytes, List<ExecutionPlan> children, CodecContext context) {
    PhysicalExtensionCodec<?> codec = byName.get(name);
    if (codec == null) {
      throw ValueMessages.incompatible("node of the plan codec '" + name + "'");
    }
    try {
      return codec.decode(bytes, children, context);
    } catch (SluiceException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new SluiceException(
          ErrorCode.INTERNAL_ERROR,
          "Plan codec '%s' failed to read a node: %s".formatted(name, e.getMessage()),
          e);
    }
  }
}
