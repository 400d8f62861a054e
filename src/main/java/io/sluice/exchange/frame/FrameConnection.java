package io.sluice.exchange.frame;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.sluice.config.ConfigValues;
import io.sluice.config.ExchangeOptions;
import io.sluice.error.SluiceException;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * One end of a connection between two nodes: many streams of frames over one socket. It stands in the socket's pipeline before Vert.x's own handler, so
 * that bytes are neither copied to the heap nor passed on in pieces. Event loop.
 */
public final class FrameConnection extends ChannelInboundHandlerAdapter {
  /** What is queued for the socket before writers wait; they go on at a quarter. */
  private static final int WRITE_QUEUE_BYTES = 4 << 20;

  /** The end's owner. */
  public interface Owner extends FrameDecoder.Receiver {
    /** The queue has room again. */
    void writable();

    /**
     * The connection is gone. Called once.
     *
     * @param cause why, where it did not just end
     */
    void closed(@Nullable Throwable cause);
  }

  private final Owner owner;
  private final ChannelHandlerContext vertxContext;
  private final FrameDecoder decoder;
  private @Nullable Throwable failure;
  private boolean isClosed;

  private FrameConnection(NetSocketInternal socket, long maxMessageBytes, Owner owner) {
    this.owner = owner;
    vertxContext = socket.channelHandlerContext();
    decoder = new FrameDecoder(BatchMemory.allocator(), maxMessageBytes, owner);
  }

  /** Takes over a socket that was just connected, on its event loop. */
  public static FrameConnection start(NetSocket socket, ConfigValues options, Owner owner) {
    NetSocketInternal internal = (NetSocketInternal) socket;
    FrameConnection connection =
        new FrameConnection(internal, options.get(ExchangeOptions.MAX_MESSAGE_BYTES), owner);
    ChannelHandlerContext context = internal.channelHandlerContext();
    ChannelConfig config = context.channel().config();
    config.setWriteBufferWaterMark(
        new WriteBufferWaterMark(WRITE_QUEUE_BYTES / 4, WRITE_QUEUE_BYTES));
    if (isOfOneMachine(context.channel())) {
      int socketBytes = options.getInt(ExchangeOptions.LOCAL_SOCKET_BYTES);
      config.setOption(ChannelOption.SO_SNDBUF, socketBytes);
      config.setOption(ChannelOption.SO_RCVBUF, socketBytes);
    }
    context.pipeline().addBefore(context.name(), "sluice-frames", connection);
    context.write(context.alloc().directBuffer(Long.BYTES).writeLong(FrameDecoder.PREFACE));
    context.flush();
    if (!context.channel().isActive()) {
      context.executor().execute(connection::end);
    }
    return connection;
  }

  private static boolean isOfOneMachine(Channel channel) {
    return channel.localAddress() instanceof InetSocketAddress local
        && channel.remoteAddress() instanceof InetSocketAddress remote
        && local.getAddress().equals(remote.getAddress());
  }

  /** Whether a writer should not wait for {@link Owner#writable}. */
  public boolean isWritable() {
    return vertxContext.channel().isWritable();
  }

  /** Queues a frame, whatever the queue holds; it leaves with the next {@link #flush}. */
  public void write(FrameHeader header) {
    write(header, Unpooled.EMPTY_BUFFER);
  }

  /**
   * The same.
   *
   * @param payload of the header's length; released when it is sent, or will not be
   */
  public void write(FrameHeader header, ByteBuf payload) {
    ByteBuf head = vertxContext.alloc().directBuffer(FrameHeader.BYTES);
    header.write(head);
    vertxContext.write(head);
    if (header.length() > 0) {
      vertxContext.write(payload);
    }
  }

  public void flush() {
    vertxContext.flush();
  }

  /** Ends the connection; {@link Owner#closed} follows. */
  void close() {
    vertxContext.channel().close();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    try {
      if (failure == null) {
        decoder.decode(bytes);
      }
    } catch (SluiceException e) {
      failure = e;
      close();
    } finally {
      bytes.release();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (isWritable()) {
      owner.writable();
    }
    context.fireChannelWritabilityChanged();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (failure == null) {
      failure = cause;
    }
    close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    end();
    context.fireChannelInactive();
  }

  private void end() {
    if (!isClosed) {
      isClosed = true;
      decoder.close();
      owner.closed(failure);
    }
  }
}
