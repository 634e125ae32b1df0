// The town of meters.h as a user of ns-3 has it: a node for each meter, each DAP and the head-end, a point-to-point channel for each
// link, applications that speak over UDP sockets, and FlowMonitor, from whose statistics the figures are.
//
// A meter has a channel of its own to its DAP: the CSMA channel that a DAP's meters could share hands each frame to each of its 250
// devices, so that it is slower by far. At a load of 0.14 % hardly two reads meet.

#include "meters-told.h"

#include "ns3/application.h"
#include "ns3/config.h"
#include "ns3/data-rate.h"
#include "ns3/flow-monitor-helper.h"
#include "ns3/inet-socket-address.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-static-routing-helper.h"
#include "ns3/node-container.h"
#include "ns3/packet.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/simulator.h"
#include "ns3/socket.h"
#include "ns3/string.h"
#include "ns3/udp-socket-factory.h"
#include "ns3/uinteger.h"

using namespace ns3;

namespace
{

constexpr uint16_t PORT = 4059;
// Of IP, UDP and PPP; the rest of what meters.h counts is in the packet.
constexpr int64_t HEADERS = 20 + 8 + 2;

/** Sends a read each hour, and takes in what comes back. */
class Meter : public Application
{
public:
  Meter(int64_t moment, Ipv4Address headEnd)
    : m_moment(MicroSeconds(moment)),
      m_headEnd(headEnd)
  {
  }

private:
  const Time m_moment;
  const Ipv4Address m_headEnd;
  Ptr<Socket> m_socket;

  void StartApplication() override
  {
    m_socket = Socket::CreateSocket(GetNode(), UdpSocketFactory::GetTypeId());
    m_socket->Bind();
    m_socket->Connect(InetSocketAddress(m_headEnd, PORT));
    m_socket->SetRecvCallback(MakeCallback(&Meter::Receive, this));
    Simulator::Schedule(m_moment, &Meter::Read, this);
  }

  void Read()
  {
    m_socket->Send(Create<Packet>(READ_BYTES - HEADERS));
    Simulator::Schedule(MicroSeconds(HOUR), &Meter::Read, this);
  }

  void Receive(Ptr<Socket> socket)
  {
    while (socket->Recv())
    {
    }
  }
};

/** Acknowledges each read. */
class HeadEnd : public Application
{
private:
  Ptr<Socket> m_socket;

  void StartApplication() override
  {
    m_socket = Socket::CreateSocket(GetNode(), UdpSocketFactory::GetTypeId());
    m_socket->Bind(InetSocketAddress(Ipv4Address::GetAny(), PORT));
    m_socket->SetRecvCallback(MakeCallback(&HeadEnd::Receive, this));
  }

  void Receive(Ptr<Socket> socket)
  {
    Address from;
    // It takes the read in, and makes the acknowledgement.
    while (socket->RecvFrom(from))
      Simulator::Schedule(MicroSeconds(2 * PROCESSING), &HeadEnd::Acknowledge, this, from);
  }

  void Acknowledge(Address to)
  {
    m_socket->SendTo(Create<Packet>(ACKNOWLEDGEMENT_BYTES - HEADERS), 0, to);
  }
};

/** Four addresses a wire; those of a DAP are together: 256 wires of which the first is its backhaul. */
uint32_t
FirstAddress(uint32_t dap, uint32_t wire)
{
  return 0x0a000000 + dap * 1024 + wire * 4;
}

/** By hand: ns-3's address helper looks through all that it has given out. */
uint32_t
Interface(Ptr<NetDevice> device, uint32_t address)
{
  Ptr<Ipv4> ipv4 = device->GetNode()->GetObject<Ipv4>();
  const uint32_t interface = ipv4->AddInterface(device);
  ipv4->AddAddress(interface, Ipv4InterfaceAddress(Ipv4Address(address), Ipv4Mask("/30")));
  ipv4->SetUp(interface);
  return interface;
}

PointToPointHelper
Wires(int64_t rate, int64_t delay)
{
  PointToPointHelper helper;
  // Without flow control there is no queueing discipline above the device: a mere line, as in the other programs.
  helper.DisableFlowControl();
  helper.SetDeviceAttribute("DataRate", DataRateValue(DataRate(rate)));
  helper.SetChannelAttribute("Delay", TimeValue(MicroSeconds(delay)));
  helper.SetQueue("ns3::DropTailQueue<Packet>", "MaxSize", StringValue("100000p"));
  return helper;
}

/**
 * Two favours. For the drops of its queues each probe looks for its node by going through all of them: hours for a hundred thousand.
 * Here nothing is dropped, so it finds none. And an hour between two packets is not to be an interruption, of which FlowMonitor keeps
 * a histogram in quarters of a second: 58 kB a flow.
 */
Ptr<FlowMonitor>
WatchAll(FlowMonitorHelper& flows)
{
  flows.SetMonitorAttribute("FlowInterruptionsMinTime", TimeValue(Days(1)));
  std::vector<Ptr<Object>> roots;
  while (Config::GetRootNamespaceObjectN() > 0)
  {
    roots.push_back(Config::GetRootNamespaceObject(0));
    Config::UnregisterRootNamespaceObject(roots.back());
  }
  Ptr<FlowMonitor> monitor = flows.InstallAll();
  for (const Ptr<Object>& root : roots)
    Config::RegisterRootNamespaceObject(root);
  return monitor;
}

} // namespace

int
main(int argc, char* argv[])
{
  const Asked asked(argc, argv);
  const uint32_t meters = asked.Number("meters");
  const uint32_t daps = Town(meters).daps;
  const Stopwatch setup;

  NodeContainer meterNodes(meters);
  NodeContainer dapNodes(daps);
  NodeContainer headEndNode(1);
  Ipv4StaticRoutingHelper routing;
  InternetStackHelper stack;
  stack.SetIpv6StackInstall(false);
  // Routes by hand: ns-3's global routing asks each node for a way to each other.
  stack.SetRoutingHelper(routing);
  stack.Install(meterNodes);
  stack.Install(dapNodes);
  stack.Install(headEndNode);

  PointToPointHelper nan = Wires(NAN_RATE, NAN_DELAY);
  PointToPointHelper wan = Wires(WAN_RATE, WAN_DELAY);
  Ptr<Ipv4StaticRouting> headEndRoutes = routing.GetStaticRouting(headEndNode.Get(0)->GetObject<Ipv4>());
  const std::vector<int64_t> moments = Moments(meters);
  for (uint32_t dap = 0; dap < daps; dap++)
  {
    const NetDeviceContainer backhaul = wan.Install(dapNodes.Get(dap), headEndNode.Get(0));
    const uint32_t first = FirstAddress(dap, 0);
    const uint32_t up = Interface(backhaul.Get(0), first + 1);
    const uint32_t down = Interface(backhaul.Get(1), first + 2);
    const Ipv4Address headEnd(first + 2);
    routing.GetStaticRouting(dapNodes.Get(dap)->GetObject<Ipv4>())->SetDefaultRoute(headEnd, up);
    headEndRoutes->AddNetworkRouteTo(Ipv4Address(first), Ipv4Mask("/22"), Ipv4Address(first + 1), down);
    for (uint32_t meter = dap * METERS_A_DAP; meter < std::min(meters, (dap + 1) * METERS_A_DAP); meter++)
    {
      const NetDeviceContainer wire = nan.Install(meterNodes.Get(meter), dapNodes.Get(dap));
      const uint32_t address = FirstAddress(dap, 1 + meter % METERS_A_DAP);
      const uint32_t out = Interface(wire.Get(0), address + 1);
      Interface(wire.Get(1), address + 2);
      routing.GetStaticRouting(meterNodes.Get(meter)->GetObject<Ipv4>())->SetDefaultRoute(Ipv4Address(address + 2), out);
      meterNodes.Get(meter)->AddApplication(CreateObject<Meter>(moments[meter], headEnd));
    }
  }
  headEndNode.Get(0)->AddApplication(CreateObject<HeadEnd>());
  FlowMonitorHelper flows;
  Ptr<FlowMonitor> monitor = WatchAll(flows);
  // Nodes and applications begin.
  Simulator::Stop(NanoSeconds(1));
  Simulator::Run();
  const double setupSeconds = setup.Seconds();

  // What is due at the very end does not happen any more.
  Simulator::Stop(MicroSeconds(asked.Number("hours") * HOUR) - NanoSeconds(1) - Simulator::Now());
  const Stopwatch run;
  Simulator::Run();
  const double seconds = run.Seconds();

  Counted reads, acknowledgements;
  for (const auto& [flow, stats] : monitor->GetFlowStats())
  {
    // By size: to find a flow by its number ns-3 goes through all of them.
    const bool isRead = stats.txBytes > stats.txPackets * ACKNOWLEDGEMENT_BYTES;
    Counted& counted = isRead ? reads : acknowledgements;
    counted.sent += stats.txPackets;
    counted.received += stats.rxPackets;
    // The head-end takes its time before and after what FlowMonitor sees.
    counted.latency += stats.delaySum.GetMicroSeconds() + stats.rxPackets * PROCESSING;
  }
  Tell(setupSeconds, seconds, Simulator::GetEventCount(), MembersOf(reads, acknowledgements));
  // What is left is not taken down node by node: the process ends.
  std::fflush(stdout);
  std::_Exit(0);
}
