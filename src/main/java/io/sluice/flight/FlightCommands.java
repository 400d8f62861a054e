package io.sluice.flight;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import org.apache.arrow.flight.impl.Flight;

/** Reads what clients send in descriptors, tickets and actions. */
final class FlightCommands {
  private FlightCommands() {}

  static Any command(Flight.FlightDescriptor descriptor) {
    if (descriptor.getType() != Flight.FlightDescriptor.DescriptorType.CMD) {
      throw FlightStatus.invalid(
          "Only descriptors with a command of Flight SQL are supported, no paths");
    }
    return any(descriptor.getCmd(), "The descriptor");
  }

  static Any ticket(Flight.Ticket ticket) {
    return any(ticket.getTicket(), "The ticket");
  }

  static Any any(ByteString bytes, String what) {
    try {
      Any any = Any.parseFrom(bytes);
      if (any.getTypeUrl().isEmpty()) {
        throw FlightStatus.invalid(what + " holds no command of Flight SQL");
      }
      return any;
    } catch (InvalidProtocolBufferException e) {
      throw FlightStatus.invalid(what + " holds no command of Flight SQL");
    }
  }

  static <T extends Message> T unpack(Any any, Class<T> type) {
    try {
      return any.unpack(type);
    } catch (InvalidProtocolBufferException e) {
      throw FlightStatus.invalid("A " + type.getSimpleName() + " cannot be read");
    }
  }

  /** The name of a command, without the address of its type. */
  static String name(Any any) {
    String url = any.getTypeUrl();
    return url.substring(Math.max(url.lastIndexOf('.'), url.lastIndexOf('/')) + 1);
  }
}
